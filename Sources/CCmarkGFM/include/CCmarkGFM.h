#ifndef TOCSIN_CCMARKGFM_H
#define TOCSIN_CCMARKGFM_H

#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <stddef.h>

// What keeps libcmark-gfm fast, and right on several threads, and the little of the C library that
// who reads its nodes needs.

// Finishes a parse, as `cmark_parser_finish` does, for one thread after the other. The extension
// `autolink` is added where there is something for it to find.
//
// The library makes the characters that begin the marks of extensions known when it begins with a
// file's inlines and forgets them at their end, in one table for all threads: whoever ends first
// would have the others overlook bare addresses.
cmark_node *tocsin_cmark_finish(cmark_parser *parser);

// Memory for a parser of this thread and all that it makes; there can be one parse at a time.
//
// Freeing does nothing and costs nothing. `tocsin_cmark_close` gives back everything at once, the
// parser and its nodes with it.
cmark_mem *tocsin_cmark_open(void);
void tocsin_cmark_close(void);

// The text of a piece of text, of code in a line or of raw HTML, as it lies in the library's memory:
// to have it with a zero at its end copies it.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} tocsin_cmark_text;
tocsin_cmark_text tocsin_cmark_literal(cmark_node *node);

// The length of a text of the library.
size_t tocsin_cmark_length(const char *text);

#endif
