// HDF5's constants are macros that call functions; Swift imports functions, not such macros.
#ifndef PEDLAB_CHDF5_SHIM_H
#define PEDLAB_CHDF5_SHIM_H

#include <hdf5.h>
#include <fcntl.h>
#include <unistd.h>

#ifdef __linux__
extern int memfd_create(const char *name, unsigned int flags);

// Memory that two processes can map: a descriptor, or -1. It can grow, but never shrink under a process
// that has mapped it (F_SEAL_SHRINK).
static inline int pedlab_shared_memory(void) {
  int descriptor = memfd_create("pedlab", 3);  // MFD_CLOEXEC | MFD_ALLOW_SEALING
  if (descriptor >= 0) fcntl(descriptor, 1033, 2);  // F_ADD_SEALS, F_SEAL_SHRINK
  return descriptor;
}
#else
static inline int pedlab_shared_memory(void) { return -1; }
#endif

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
static inline hid_t pedlab_h5p_file_access(void) { return H5P_FILE_ACCESS; }
static inline unsigned pedlab_h5f_acc_rdonly(void) { return H5F_ACC_RDONLY; }
static inline unsigned pedlab_h5f_acc_excl(void) { return H5F_ACC_EXCL; }
static inline haddr_t pedlab_haddr_undefined(void) { return HADDR_UNDEF; }
static inline hsize_t pedlab_h5s_unlimited(void) { return H5S_UNLIMITED; }

// What a link is, and how long its value: -1 nothing, 0 hard, 1 soft, 2 external, 3 another kind.
static inline int pedlab_link_kind(hid_t location, const char *name, size_t *value_size) {
  H5L_info_t info;
  *value_size = 0;
  if (H5Lexists(location, name, H5P_DEFAULT) <= 0) return -1;
  if (H5Lget_info(location, name, &info, H5P_DEFAULT) < 0) return -1;
  if (info.type == H5L_TYPE_HARD) return 0;
  *value_size = info.u.val_size;
  return info.type == H5L_TYPE_SOFT ? 1 : info.type == H5L_TYPE_EXTERNAL ? 2 : 3;
}

// What an object is (-1 unreadable, 0 group, 1 dataset, 2 anything else), where it lies, and in which file.
static inline int pedlab_object_kind(
    hid_t location, const char *name, unsigned long long *address, unsigned long *file) {
  H5O_info_t info;
  *address = 0;
  *file = 0;
  if (H5Oget_info_by_name2(location, name, &info, H5O_INFO_BASIC, H5P_DEFAULT) < 0) return -1;
  *address = info.addr;
  *file = info.fileno;
  return info.type == H5O_TYPE_GROUP ? 0 : info.type == H5O_TYPE_DATASET ? 1 : 2;
}

#endif
