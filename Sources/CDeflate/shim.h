// libdeflate: whole-buffer zlib decompression of HDF5 chunks, on several threads at once.
#ifndef PEDLAB_CDEFLATE_SHIM_H
#define PEDLAB_CDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
