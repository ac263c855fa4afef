// What this processor offers, and the operating system lets programs use. OpenBLAS asks for model numbers, which say
// nothing of a processor that is newer than it.
#ifndef PEDLAB_PROCESSOR_H
#define PEDLAB_PROCESSOR_H

#include <stdbool.h>

// AVX2 with FMA.
static inline bool pedlab_has_avx2(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return false;
#endif
}

// The AVX-512 of Skylake.
static inline bool pedlab_has_avx512(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl");
#else
  return false;
#endif
}

#endif
