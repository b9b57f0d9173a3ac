#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

// Above the descriptors 0 to 3 that a child is given, so that none overwrites another.
enum { lowest = 4 };

static int raised(int descriptor) {
  if (descriptor < 0 || descriptor >= lowest) return descriptor;
  int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, lowest);
  int reason = errno;
  close(descriptor);
  errno = reason;
  return copy;
}

static int add_actions(const struct tocsin_child *child, posix_spawn_file_actions_t *actions) {
  int fault = 0;
  const char *input = child->terminal ? child->terminal : "/dev/null";
  fault = posix_spawn_file_actions_addopen(actions, 0, input, child->terminal ? O_RDWR : O_RDONLY,
                                           0);
  if (!fault)
    fault = posix_spawn_file_actions_adddup2(actions, child->terminal ? 0 : child->output, 1);
  if (!fault)
    fault = posix_spawn_file_actions_adddup2(actions, child->terminal ? 0 : child->error, 2);
  if (!fault) fault = posix_spawn_file_actions_adddup2(actions, child->gate, 3);
  if (!fault) fault = posix_spawn_file_actions_addclosefrom_np(actions, lowest);
  if (!fault && child->folder)
    fault = posix_spawn_file_actions_addchdir_np(actions, child->folder);
  return fault;
}

static int add_attributes(posix_spawnattr_t *attributes) {
  sigset_t all, none;
  // Not sigfillset: it leaves out two signals of glibc's own, which the child would then ignore.
  memset(&all, 0xff, sizeof all);
  sigemptyset(&none);
  int fault = posix_spawnattr_setsigdefault(attributes, &all);
  if (!fault) fault = posix_spawnattr_setsigmask(attributes, &none);
  if (!fault)
    fault = posix_spawnattr_setflags(
        attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  return fault;
}

int tocsin_spawn(const struct tocsin_child *child, pid_t *pid) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int fault = posix_spawn_file_actions_init(&actions);
  if (fault) return fault;
  fault = posix_spawnattr_init(&attributes);
  if (!fault) {
    fault = add_actions(child, &actions);
    if (!fault) fault = add_attributes(&attributes);
    if (!fault)
      fault = posix_spawn(pid, child->program, &actions, &attributes, child->arguments,
                          child->environment);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return fault;
}

int tocsin_spawn_filter(const char *program, char *const *arguments, char *const *environment,
                        const int ends[3], pid_t *pid) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int fault = posix_spawn_file_actions_init(&actions);
  if (fault) return fault;
  fault = posix_spawnattr_init(&attributes);
  if (!fault) {
    for (int end = 0; end < 3 && !fault; end++)
      fault = posix_spawn_file_actions_adddup2(&actions, ends[end], end);
    if (!fault) fault = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    if (!fault) fault = add_attributes(&attributes);
    if (!fault) fault = posix_spawn(pid, program, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return fault;
}

int tocsin_pidfd(pid_t pid) {
#ifdef SYS_pidfd_open
  return (int)syscall(SYS_pidfd_open, pid, 0);
#else
  (void)pid;
  errno = ENOSYS;
  return -1;
#endif
}

int tocsin_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC)) return -1;
  ends[0] = raised(ends[0]);
  ends[1] = raised(ends[1]);
  if (ends[0] >= 0 && ends[1] >= 0) return 0;
  int reason = errno;
  if (ends[0] >= 0) close(ends[0]);
  if (ends[1] >= 0) close(ends[1]);
  errno = reason;
  return -1;
}

off_t tocsin_data(int file, off_t offset) { return lseek(file, offset, SEEK_DATA); }

int tocsin_punch(int file, off_t offset, off_t length) {
  return fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, length);
}

int tocsin_terminal(char *path, size_t capacity, int columns, int rows) {
  int terminal = raised(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
  if (terminal < 0) return -1;
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  struct termios settings;
  int fault = ptsname_r(terminal, path, capacity);
  if (!fault && (grantpt(terminal) || unlockpt(terminal) || ioctl(terminal, TIOCSWINSZ, &size) ||
                 tcgetattr(terminal, &settings)))
    fault = errno;
  if (!fault) {
    settings.c_iflag |= IUTF8;
    if (tcsetattr(terminal, TCSANOW, &settings)) fault = errno;
  }
  if (!fault) return terminal;
  close(terminal);
  errno = fault;
  return -1;
}

int tocsin_poller(void) { return epoll_create1(EPOLL_CLOEXEC); }

int tocsin_poller_watch(int poller, int descriptor, uint64_t word, int reading, int writing) {
  struct epoll_event event = {.events = (reading ? EPOLLIN : 0) | (writing ? EPOLLOUT : 0),
                              .data.u64 = word};
  if (!epoll_ctl(poller, EPOLL_CTL_MOD, descriptor, &event)) return 0;
  // A number that was closed and given out again is unknown, hence the second try.
  return errno == ENOENT ? epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event) : -1;
}

int tocsin_poller_forget(int poller, int descriptor) {
  struct epoll_event unused = {0};
  return epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, &unused);
}

int tocsin_poller_wait(int poller, struct tocsin_happening *happenings, int room,
                       int milliseconds) {
  struct epoll_event events[128];
  int count = epoll_wait(poller, events, room < 128 ? room : 128, milliseconds);
  for (int index = 0; index < count; index++)
    happenings[index] = (struct tocsin_happening){
        .word = events[index].data.u64,
        .readable = (events[index].events & EPOLLIN) != 0,
        .writable = (events[index].events & EPOLLOUT) != 0,
        .broken = (events[index].events & (EPOLLERR | EPOLLHUP)) != 0,
    };
  return count < 0 ? 0 : count;
}
