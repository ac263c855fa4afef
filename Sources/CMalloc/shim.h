// mallopt, which the Glibc module lacks.
#pragma once
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif
