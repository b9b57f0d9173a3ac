#include <stddef.h>
#include <stdint.h>

// libFuzzer's own loop; the function is called with each input.
int LLVMFuzzerRunDriver(int *count, char ***arguments,
                        int (*read)(const uint8_t *bytes, size_t count));
