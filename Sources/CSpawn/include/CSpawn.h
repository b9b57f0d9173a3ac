#ifndef TOCSIN_CSPAWN_H
#define TOCSIN_CSPAWN_H

#include <stdint.h>
#include <sys/types.h>

// What Swift's Glibc module does not show, because it is compiled without _GNU_SOURCE.

// What a child gets. Descriptors of -1 mean none; every other one of ours is closed in the child.
struct tocsin_child {
  const char *program;
  char *const *arguments;
  char *const *environment;
  // The folder it runs in, or NULL for ours.
  const char *folder;
  // The pseudo-terminal's path, or NULL; it becomes the controlling terminal and 0, 1 and 2.
  const char *terminal;
  // Standard output and error, when there is no terminal; standard input is /dev/null.
  int output;
  int error;
  // The reading end of the gate, which the child finds as descriptor 3.
  int gate;
};

// Starts `child` as the leader of a new session, with default signals. Returns 0 or an errno.
int tocsin_spawn(const struct tocsin_child *child, pid_t *pid);

// Starts a program as the leader of a new session, with default signals, the descriptors `ends`
// (each above 2) as 0, 1 and 2, and no other. Returns 0 or an errno.
int tocsin_spawn_filter(const char *program, char *const *arguments, char *const *environment,
                        const int ends[3], pid_t *pid);

// A descriptor that becomes readable when the process ends, or -1 on old kernels.
int tocsin_pidfd(pid_t pid);

// A pipe that no other child inherits; both ends are above the descriptors a child is given.
int tocsin_pipe(int ends[2]);

// The number of the first byte at or behind `offset` that is not in a hole, or -1.
off_t tocsin_data(int file, off_t offset);

// Gives the disk space of a part of a file back; its size stays.
int tocsin_punch(int file, off_t offset, off_t length);

// Opens a pseudo-terminal that knows UTF-8 and writes the path of its other side to `path`.
int tocsin_terminal(char *path, size_t capacity, int columns, int rows);

// Something that happened to a descriptor.
struct tocsin_happening {
  // The word that the descriptor was registered with.
  uint64_t word;
  int readable;
  int writable;
  // Whether the other side hung up, or the descriptor has a fault.
  int broken;
};

// A descriptor that waits for many others (epoll), or -1.
int tocsin_poller(void);

// Waits for `descriptor` from now on, or changes what is waited for; 0 or -1.
int tocsin_poller_watch(int poller, int descriptor, uint64_t word, int reading, int writing);

// Waits for `descriptor` no more; 0 or -1.
int tocsin_poller_forget(int poller, int descriptor);

// Waits that many milliseconds at most, -1 for ever. Returns how many happenings it wrote, at most
// 128 and at most `room`; 0 when the time is over or a signal came.
int tocsin_poller_wait(int poller, struct tocsin_happening *happenings, int room,
                       int milliseconds);

#endif
