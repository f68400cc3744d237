/* Loaded before the C library: counts the file operations under one folder, and makes the Nth of them fail.

   Armed from within the program with failing_arm(folder, nth, error, onwards, reads). `error` is an errno; 0 kills the
   program before the operation. With `onwards` every later operation that takes room fails too, as on a full disk.
   Reading and closing are left alone unless `reads`. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long nth, count;
static int failure, onwards, reads, armed;

void failing_arm(const char *below, long which, int error, int all_after, int reading) {
    snprintf(folder, sizeof folder, "%s/", below);
    nth = which, count = 0, failure = error, onwards = all_after, reads = reading, armed = 1;
}

long failing_disarm(void) {
    armed = 0;
    return count;
}

static int below(const char *path) { return strncmp(path, folder, strlen(folder)) == 0; }

static int open_below(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}

/* Whether the operation that is about to happen must fail; errno is set then. */
static int fails(int counted) {
    if (!armed || !counted) return 0;
    count++;
    if (nth == 0 || count < nth || (count > nth && !onwards)) return 0;
    if (failure == 0) kill(getpid(), SIGKILL);
    errno = failure;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define ON_FD(type, name, head, args)                        \
    type name head {                                         \
        if (fails(armed && open_below(fd))) return -1;       \
        return REAL(name) args;                              \
    }
#define ON_PATH(name, head, args)                            \
    int name head {                                          \
        if (fails(armed && below(path))) return -1;          \
        return REAL(name) args;                              \
    }
#define READING(type, name, head, args)                      \
    type name head {                                         \
        if (reads && fails(armed && open_below(fd))) return -1; \
        return REAL(name) args;                              \
    }

ON_FD(ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size))
ON_FD(ssize_t, pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
ON_FD(ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
ON_FD(int, ftruncate, (int fd, off_t size), (fd, size))
ON_FD(int, ftruncate64, (int fd, off64_t size), (fd, size))
ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode))
ON_PATH(rename, (const char *path, const char *to), (path, to))
READING(ssize_t, read, (int fd, void *data, size_t size), (fd, data, size))
READING(ssize_t, pread, (int fd, void *data, size_t size, off_t at), (fd, data, size, at))
READING(ssize_t, pread64, (int fd, void *data, size_t size, off64_t at), (fd, data, size, at))

/* What takes no room fails alone, never because a disk has become full. */
static int fails_alone(int counted) {
    if (!armed || !counted) return 0;
    if (onwards) {
        count++;
        if (failure == 0 && count == nth) kill(getpid(), SIGKILL);
        return 0;
    }
    return fails(1);
}

int unlink(const char *path) { return fails_alone(armed && below(path)) ? -1 : REAL(unlink)(path); }
int fsync(int fd) { return fails_alone(armed && open_below(fd)) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return fails_alone(armed && open_below(fd)) ? -1 : REAL(fdatasync)(fd); }

#define OPENING(name)                                                                  \
    int name(const char *path, int flags, ...) {                                       \
        va_list rest;                                                                  \
        va_start(rest, flags);                                                         \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;        \
        va_end(rest);                                                                  \
        int making = flags & O_CREAT && access(path, F_OK) != 0;                       \
        int counted = armed && below(path);                                            \
        if (making ? fails(counted) : fails_alone(counted)) return -1;                 \
        return REAL(name)(path, flags, mode);                                          \
    }

OPENING(open)
OPENING(open64)
