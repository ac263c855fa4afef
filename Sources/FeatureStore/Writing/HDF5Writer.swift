import CHDF5
import Platform

/// Writes a store in layout version 1, block by block, beside its final name, which it takes only
/// when it is complete. A writer that goes away before that takes its file along.
final class HDF5Writer {
  private let path: String
  private let partial: String
  private var file: HDF5Handle?

  /// Texts of an attribute that fit into an object's header: 64 KB of 16 bytes each. More are stored
  /// beside it, as HDF5 1.8 and later can.
  private static let headerTexts = 4000

  /// - Parameter longestAttribute: the most texts that an attribute will have.
  init(_ path: String, longestAttribute: Int = 0) throws {
    self.path = path
    partial = "\(path).\(getpid()).partial"
    UnfinishedFiles.add(partial)
    guard access(path, F_OK) != 0 else {
      throw StoreError("\(path) is there already; give another name, or remove it first.")
    }
    file = try HDF5.locked {
      let access = H5Pcreate(pedlab_h5p_file_access())
      defer { H5Pclose(access) }
      if longestAttribute > Self.headerTexts {
        H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18)
      }
      let id = H5Fcreate(partial, pedlab_h5f_acc_excl(), 0, access)
      guard let handle = HDF5Handle(id, close: H5Fclose) else {
        throw StoreError(
          "\(path) cannot be written: \(HDF5.reason()). Is the folder there, and writable?")
      }
      return handle
    }
  }

  deinit {
    if file != nil { unlink(partial) }
    UnfinishedFiles.forget(partial)
  }

  /// Closes the file and gives it its name.
  func finish() throws {
    let flushed = HDF5.locked { H5Fflush(file?.id ?? -1, H5F_SCOPE_GLOBAL) }
    guard flushed >= 0, rename(partial, path) == 0 else {
      HDF5.abandon()
      throw StoreError("\(path) cannot be completed: is the disk full?")
    }
    file = nil
  }

  func checked(_ id: hid_t, _ close: @escaping (hid_t) -> herr_t) throws -> HDF5Handle {
    guard let handle = HDF5Handle(id, close: close) else {
      throw writeError()
    }
    return handle
  }

  /// Of the call of libhdf5 that just failed.
  func writeError() -> StoreError {
    HDF5.abandon()
    return StoreError("\(path) cannot be written: \(HDF5.reason()). Is the disk full?")
  }

  func group(_ name: String) throws {
    try HDF5.locked { _ = try checked(H5Gcreate2(file?.id ?? -1, name, 0, 0, 0), H5Gclose) }
  }

  func attribute(_ name: String, of object: String, _ value: Int) throws {
    try HDF5.locked {
      let space = try checked(H5Screate(H5S_SCALAR), H5Sclose)
      try attribute(name, object, pedlab_h5t_std_i64le(), space) { attribute in
        var stored = Int64(value)
        return H5Awrite(attribute, pedlab_h5t_native_int64(), &stored)
      }
    }
  }

  /// One string is stored as a scalar, as h5py does.
  func attribute(_ name: String, of object: String, _ values: [String], scalar: Bool = false) throws
  {
    try HDF5.locked {
      let type = try checked(H5Tcopy(pedlab_h5t_c_s1()), H5Tclose)
      H5Tset_size(type.id, pedlab_h5t_variable())
      H5Tset_cset(type.id, H5T_CSET_UTF8)
      let space = try checked(
        scalar ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, [hsize_t(values.count)], nil), H5Sclose
      )
      try attribute(name, object, type.id, space) { attribute in
        var pointers = values.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return H5Awrite(attribute, type.id, &pointers)
      }
    }
  }

  private func attribute(
    _ name: String, _ object: String, _ type: hid_t, _ space: HDF5Handle,
    write: (hid_t) -> herr_t
  ) throws {
    let attribute = try checked(
      H5Acreate_by_name(file?.id ?? -1, object, name, type, space.id, 0, 0, 0), H5Aclose)
    guard write(attribute.id) >= 0 else {
      throw writeError()
    }
  }

  /// Creates a dataset; inside of ``HDF5/locked(_:)``.
  func dataset(
    _ name: String, _ type: HDF5Handle, _ space: HDF5Handle, _ plist: HDF5Handle
  ) throws -> HDF5Handle {
    try checked(
      H5Dcreate2(file?.id ?? -1, name, type.id, space.id, 0, plist.id, 0), H5Dclose)
  }

  func integers(_ name: String, _ values: [Int]) throws {
    try vector(name, values, stored: pedlab_h5t_std_i64le(), native: pedlab_h5t_native_int64())
  }

  func integers(_ name: String, _ values: [UInt64]) throws {
    try vector(name, values, stored: pedlab_h5t_std_u64le(), native: pedlab_h5t_native_uint64())
  }

  private func vector<Element: BitwiseCopyable>(
    _ name: String, _ values: [Element], stored: hid_t, native: hid_t
  ) throws {
    try HDF5.locked {
      let space = try checked(H5Screate_simple(1, [hsize_t(values.count)], nil), H5Sclose)
      let plist = try checked(H5Pcreate(pedlab_h5p_dataset_create()), H5Pclose)
      H5Pset_obj_track_times(plist.id, false)
      let type = try checked(H5Tcopy(stored), H5Tclose)
      let dataset = try dataset(name, type, space, plist)
      let isWritten = values.withUnsafeBytes {
        H5Dwrite(dataset.id, native, 0, 0, 0, $0.baseAddress) >= 0
      }
      guard isWritten else { throw writeError() }
    }
  }
}
