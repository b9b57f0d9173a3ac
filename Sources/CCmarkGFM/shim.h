#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm-core-extensions.h>
#include <string.h>

/* Here because a module that reads text should not see the rest of the C library. */
static inline size_t cmark_text_length(const char *text) { return strlen(text); }
