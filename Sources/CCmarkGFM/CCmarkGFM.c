#include "CCmarkGFM.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

cmark_node *tocsin_cmark_finish(cmark_parser *parser) {
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

size_t tocsin_cmark_length(const char *text) { return strlen(text); }
