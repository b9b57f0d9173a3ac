#include "CCmarkGFM.h"

#include <cmark-gfm/parser.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// The end of a destination in round brackets that has nothing strange in it.
static const unsigned char *destination_end(const unsigned char *text) {
  while (*text > ' ' && !strchr("()<>[]\\`\"'", *text)) text++;
  return *text == ')' ? text : NULL;
}

// What `may_have_address` looks at: anything else it goes past, which is nearly all of a text.
static const bool is_mark[256] = {
  [0] = true, ['@'] = true, ['&'] = true, [':'] = true, ['w'] = true, ['['] = true, [']'] = true,
  ['`'] = true, ['<'] = true, ['>'] = true, ['\\'] = true, ['('] = true, [')'] = true,
  ['"'] = true, ['\''] = true,
};

// Whether a text with marks may have a bare address in it: one of `://`, `www.` and `@`, which `&`
// may stand for, but in the destination of a link that is surely one. What is between the square
// brackets of such a link ends nothing that may have begun before it: code, tags, titles.
static bool may_have_address(const unsigned char *start) {
  bool is_link = false;
  for (const unsigned char *text = start;; text++) {
    while (!is_mark[*text]) text++;
    switch (*text) {
    case 0: return false;
    case '@': case '&': return true;
    case ':': if (text[1] == '/' && text[2] == '/') return true; break;
    case 'w': if (text[1] == 'w' && text[2] == 'w' && text[3] == '.') return true; break;
    case '[': is_link = text == start || (text[-1] != '\\' && text[-1] != ']'); break;
    case ']':
      if (is_link && text[1] == '(') {
        const unsigned char *end = destination_end(text + 2);
        if (end) text = end;
      }
      is_link = false;
      break;
    default: is_link = false;
    }
  }
}

// Whether any block may have a bare address in its text, which is still as it was written.
static bool may_have_addresses(cmark_parser *parser) {
  // A last line without an end is in no block yet.
  if (parser->linebuf.size && may_have_address(parser->linebuf.ptr)) return true;
  for (cmark_node *node = parser->root; node;) {
    if (node->content.size && may_have_address(node->content.ptr)) return true;
    cmark_node *next = node->first_child;
    while (!next && node) {
      next = node->next;
      if (!next) node = node->parent;
    }
    node = next;
  }
  return false;
}

cmark_node *tocsin_cmark_finish(cmark_parser *parser) {
  // The extension makes the library stop at each `w` and `:`, and look at all texts twice.
  if (may_have_addresses(parser))
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("autolink"));
  static pthread_mutex_t inlines = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&inlines);
  cmark_node *root = cmark_parser_finish(parser);
  pthread_mutex_unlock(&inlines);
  return root;
}

// A piece of memory that is handed out from its beginning to its end.
struct block {
  struct block *previous;
  size_t capacity;
  size_t used;
  // Each grant has its size before it, for growing it.
  size_t words[];
};

static _Thread_local struct block *newest;

static void *words(size_t count) {
  if (!newest || newest->capacity - newest->used < count) {
    // 64 KiB and twice as much each time, up to 1 MiB, so that small files cost little.
    size_t capacity = newest ? newest->capacity * 2 : 8192;
    if (capacity > 131072) capacity = 131072;
    if (capacity < count) capacity = count;
    struct block *block = malloc(sizeof *block + capacity * sizeof(size_t));
    // As the library's own allocator does: it has no way to say that it failed.
    if (!block) abort();
    *block = (struct block){.previous = newest, .capacity = capacity};
    newest = block;
  }
  void *granted = newest->words + newest->used;
  newest->used += count;
  return granted;
}

static size_t words_for(size_t size) { return (size + sizeof(size_t) - 1) / sizeof(size_t); }

static void *grant(size_t size) {
  if (size > SIZE_MAX / 4) abort();
  size_t *granted = words(1 + words_for(size));
  *granted = size;
  return granted + 1;
}

static void *arena_calloc(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) abort();
  return memset(grant(count * size), 0, count * size);
}

static void *arena_realloc(void *old, size_t size) {
  if (!old) return grant(size);
  size_t *head = (size_t *)old - 1;
  if (size <= words_for(*head) * sizeof(size_t)) return old;
  // What was granted last grows where it is.
  size_t start = (size_t)(head + 1 - newest->words);
  int is_last = head >= newest->words && start + words_for(*head) == newest->used;
  if (is_last && size <= (newest->capacity - start) * sizeof(size_t)) {
    newest->used = start + words_for(size);
    *head = size;
    return old;
  }
  return memcpy(grant(size), old, *head);
}

static void arena_free(void *old) { (void)old; }

cmark_mem *tocsin_cmark_open(void) {
  static cmark_mem memory = {arena_calloc, arena_realloc, arena_free};
  return &memory;
}

void tocsin_cmark_close(void) {
  while (newest) {
    struct block *previous = newest->previous;
    free(newest);
    newest = previous;
  }
}

tocsin_cmark_text tocsin_cmark_literal(cmark_node *node) {
  return (tocsin_cmark_text){node->as.literal.data, (size_t)node->as.literal.len};
}

size_t tocsin_cmark_length(const char *text) { return strlen(text); }
