// HDF5's constants are macros that call functions; Swift imports functions, not such macros.
#ifndef PEDLAB_CHDF5_SHIM_H
#define PEDLAB_CHDF5_SHIM_H

#include <hdf5.h>

static inline hid_t pedlab_h5t_native_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t pedlab_h5t_native_uint64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t pedlab_h5t_std_u64le(void) { return H5T_STD_U64LE; }
static inline hid_t pedlab_h5t_native_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t pedlab_h5t_ieee_f32le(void) { return H5T_IEEE_F32LE; }
static inline hid_t pedlab_h5t_ieee_f64le(void) { return H5T_IEEE_F64LE; }
static inline hid_t pedlab_h5t_std_i64le(void) { return H5T_STD_I64LE; }
static inline hid_t pedlab_h5t_c_s1(void) { return H5T_C_S1; }
static inline size_t pedlab_h5t_variable(void) { return H5T_VARIABLE; }
static inline hid_t pedlab_h5p_dataset_create(void) { return H5P_DATASET_CREATE; }
static inline hid_t pedlab_h5p_dataset_access(void) { return H5P_DATASET_ACCESS; }
static inline unsigned pedlab_h5f_acc_rdonly(void) { return H5F_ACC_RDONLY; }
static inline unsigned pedlab_h5f_acc_excl(void) { return H5F_ACC_EXCL; }
static inline haddr_t pedlab_haddr_undefined(void) { return HADDR_UNDEF; }

#endif
