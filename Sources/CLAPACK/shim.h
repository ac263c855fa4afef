// cblas and LAPACKE in one module: OpenBLAS on Debian is built without LAPACKE, and a
// system-library target can name only one pkg-config package.
#ifndef PEDLAB_CLAPACK_SHIM_H
#define PEDLAB_CLAPACK_SHIM_H

#include <cblas.h>
#include <lapacke.h>

#include "processor.h"

#endif
