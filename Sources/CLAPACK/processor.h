// What this processor offers, and the operating system lets programs use: 0 none of what follows, 2 AVX2 with FMA, 3 also
// the AVX-512 of Skylake. OpenBLAS asks for model numbers, which say nothing of a processor that is newer than it.
#ifndef PEDLAB_PROCESSOR_H
#define PEDLAB_PROCESSOR_H

static inline int pedlab_vector_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 0;
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") ? 3 : 2;
#else
  return 0;
#endif
}

#endif
