// HDF5's constants are macros that call functions; Swift imports functions, not such macros.
#ifndef PEDLAB_CHDF5_SHIM_H
#define PEDLAB_CHDF5_SHIM_H

#include <hdf5.h>

static inline hid_t pedlab_h5t_native_double(void) { return H5T_NATIVE_DOUBLE; }
static inline unsigned pedlab_h5f_acc_rdonly(void) { return H5F_ACC_RDONLY; }

#endif
