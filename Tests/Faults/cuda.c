/* CUDA's runtime, cuBLAS and cuSOLVER as far as pedlab calls them, for machines without a GPU: one
 * library under three names. Device addresses point into pages that the processor cannot touch, so a
 * program that mistakes the device's memory for its own dies; what they hold lies elsewhere. Each call
 * is counted; with PEDLAB_TEST_CUDA_LOG the counts are written there at the end.
 *
 *   cc -shared -fPIC -o libcudart.so.12 cuda.c -llapacke -lopenblas
 */
#define _GNU_SOURCE
#include <cblas.h>
#include <lapacke.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { success = 0, out_of_memory = 2, invalid = 11, most = 4096 };

static struct { char *seen; char *real; size_t bytes; } blocks[most];
static long updates, factors, eigens;
/* As with CUDA itself, any thread may take and give back memory. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static size_t limit(void) {
  const char *text = getenv("PEDLAB_TEST_CUDA_BYTES");
  return text ? strtoull(text, NULL, 10) : (size_t)-1;
}

static void *real(const void *seen) {
  void *found = NULL;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < most; i++)
    if (blocks[i].seen && (const char *)seen >= blocks[i].seen &&
        (const char *)seen < blocks[i].seen + blocks[i].bytes)
      found = blocks[i].real + ((const char *)seen - blocks[i].seen);
  pthread_mutex_unlock(&lock);
  if (found) return found;
  fprintf(stderr, "not an address of the device\n");
  abort();
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("PEDLAB_TEST_CUDA_LOG");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld %ld %ld\n", updates, factors, eigens);
  fclose(file);
}

int cudaGetDeviceCount(int *count) {
  *count = getenv("PEDLAB_TEST_CUDA_NONE") ? 0 : 1;
  return *count ? success : 100;
}
int cudaRuntimeGetVersion(int *version) { *version = 12040; return success; }
const char *cudaGetErrorName(int status) {
  return status == out_of_memory ? "cudaErrorMemoryAllocation" : "cudaErrorUnknown";
}

int cudaMalloc(void **address, size_t bytes) {
  *address = NULL;
  if (bytes > limit()) return out_of_memory;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < most && !*address; i++) {
    if (blocks[i].seen) continue;
    blocks[i].bytes = bytes;
    blocks[i].real = malloc(bytes);
    blocks[i].seen = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    memset(blocks[i].real, 0x7f, bytes); /* not zero: what is read must have been written */
    *address = blocks[i].seen;
  }
  pthread_mutex_unlock(&lock);
  return *address ? success : out_of_memory;
}

int cudaFree(void *address) {
  pthread_mutex_lock(&lock);
  for (int i = 0; i < most; i++) {
    if (!address || blocks[i].seen != address) continue;
    munmap(blocks[i].seen, blocks[i].bytes);
    free(blocks[i].real);
    blocks[i].seen = NULL;
  }
  pthread_mutex_unlock(&lock);
  return success;
}

int cudaMemset(void *address, int value, size_t bytes) {
  memset(real(address), value, bytes);
  return success;
}
int cudaMemcpy(void *target, const void *source, size_t bytes, int kind) {
  if (kind == 1) memcpy(real(target), source, bytes);
  else if (kind == 2) memcpy(target, real(source), bytes);
  else return invalid;
  return success;
}

int cublasCreate_v2(void **handle) { *handle = &updates; return success; }
int cublasDsyrk_v2(void *handle, int fill, int transpose, int n, int k, const double *alpha,
                   const void *a, int lda, const double *beta, void *c, int ldc) {
  if (handle != &updates) return invalid;
  updates++;
  cblas_dsyrk(CblasColMajor, fill == 1 ? CblasUpper : CblasLower,
              transpose ? CblasTrans : CblasNoTrans, n, k, *alpha, real(a), lda, *beta, real(c), ldc);
  return success;
}

int cusolverDnCreate(void **handle) { *handle = &eigens; return success; }
int cusolverDnDpotrf_bufferSize(void *handle, int fill, int n, void *a, int lda, int *length) {
  *length = n;
  return handle == &eigens ? success : invalid;
}
int cusolverDnDpotrf(void *handle, int fill, int n, void *a, int lda, void *work, int length,
                     void *info) {
  if (handle != &eigens || length < n) return invalid;
  factors++;
  memset(real(work), 0, (size_t)length * sizeof(double));
  *(int *)real(info) =
      LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, fill == 1 ? 'U' : 'L', n, real(a), lda);
  return success;
}
int cusolverDnDsyevd_bufferSize(void *handle, int job, int fill, int n, const void *a, int lda,
                                const void *w, int *length) {
  *length = n;
  return handle == &eigens ? success : invalid;
}
int cusolverDnDsyevd(void *handle, int job, int fill, int n, void *a, int lda, void *w, void *work,
                     int length, void *info) {
  if (handle != &eigens || length < n) return invalid;
  eigens++;
  memset(real(work), 0, (size_t)length * sizeof(double));
  *(int *)real(info) = LAPACKE_dsyevd(LAPACK_COL_MAJOR, job ? 'V' : 'N', fill == 1 ? 'U' : 'L', n,
                                      real(a), lda, real(w));
  return success;
}
