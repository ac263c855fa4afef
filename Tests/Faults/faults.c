/* Faults that a disk or a clock has, for programs that run with LD_PRELOAD=faults.so.
 *
 * FAULT_SYNC=FILE   fsync and fdatasync fail with EIO while FILE exists. What was written before is
 *                   not taken back: that is how a kernel behaves.
 * FAULT_CLOCK=FILE  the wall clock goes by the seconds that FILE holds, and back or forth when it
 *                   changes. The monotonic clock stays as it is.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int sync_fails(void) {
  const char *file = getenv("FAULT_SYNC");
  return file && access(file, F_OK) == 0;
}

int fsync(int descriptor) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  if (!sync_fails()) return real(descriptor);
  errno = EIO;
  return -1;
}

int fdatasync(int descriptor) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  if (!sync_fails()) return real(descriptor);
  errno = EIO;
  return -1;
}

static long clock_shift(void) {
  const char *path = getenv("FAULT_CLOCK");
  FILE *file = path ? fopen(path, "r") : NULL;
  long seconds = 0;
  if (!file) return 0;
  if (fscanf(file, "%ld", &seconds) != 1) seconds = 0;
  fclose(file);
  return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(clock, time);
  if (result == 0 && clock == CLOCK_REALTIME) time->tv_sec += clock_shift();
  return result;
}

int gettimeofday(struct timeval *time, void *zone) {
  static int (*real)(struct timeval *, void *);
  if (!real) real = (int (*)(struct timeval *, void *))dlsym(RTLD_NEXT, "gettimeofday");
  int result = real(time, zone);
  if (result == 0) time->tv_sec += clock_shift();
  return result;
}
