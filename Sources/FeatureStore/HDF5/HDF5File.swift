import CHDF5

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open HDF5 file, read only.
final class HDF5File: Sendable {
  let path: String
  let handle: HDF5Handle

  /// Opens a file and says, if that fails, which of the usual mishaps it was.
  init(_ path: String) throws {
    self.path = path
    handle = try HDF5.locked {
      try Self.checkReadable(path)
      let signature = H5Fis_hdf5(path)
      guard signature > 0 else {
        throw StoreError(
          "\(path) is not an HDF5 file (it does not begin with the HDF5 signature): give a file"
            + " written by h5py or by 'pedlab store import'.")
      }
      let id = H5Fopen(path, pedlab_h5f_acc_rdonly(), 0)
      guard let handle = HDF5Handle(id, close: H5Fclose) else {
        throw Self.openError(path, reason: HDF5.reason())
      }
      return handle
    }
  }

  private static func checkReadable(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw StoreError("\(path): there is no such file. Check the path of the store.")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw StoreError(
        "\(path) is a folder, not an HDF5 file. Give the file, or path templates in the plan.")
    }
    guard access(path, R_OK) == 0 else {
      throw StoreError("\(path): no permission to read the file (try chmod u+r).")
    }
    guard status.st_size > 0 else {
      throw StoreError("\(path) is empty: its writing was cut off. Write or copy it again.")
    }
  }

  private static func openError(_ path: String, reason: String) -> StoreError {
    if reason.contains("truncated") {
      return StoreError(
        "\(path) is truncated: it is shorter than its header says (\(reason))."
          + " Copy or write it again.")
    }
    if reason.contains("lock") {
      return StoreError(
        "\(path) is locked by a program that writes it (\(reason)). Close that, or set"
          + " HDF5_USE_FILE_LOCKING=FALSE.")
    }
    return StoreError("\(path) cannot be opened as HDF5: \(reason). Copy or write it again.")
  }

  /// Whether `path` (absolute inside the file) leads to something.
  func exists(_ path: String) -> Bool {
    HDF5.locked {
      var prefix = ""
      for part in path.split(separator: "/") {
        prefix += "/" + part
        guard H5Lexists(handle.id, prefix, 0) > 0, H5Oexists_by_name(handle.id, prefix, 0) > 0
        else { return false }
      }
      return true
    }
  }

  func isDataset(_ path: String) -> Bool { exists(path) && objectType(path) == H5I_DATASET }

  func isGroup(_ path: String) -> Bool { exists(path) && objectType(path) == H5I_GROUP }

  private func objectType(_ path: String) -> H5I_type_t {
    HDF5.locked {
      guard let object = HDF5Handle(H5Oopen(handle.id, path, 0), close: H5Oclose) else {
        return H5I_BADID
      }
      return H5Iget_type(object.id)
    }
  }

  /// Names of the members of a group, sorted; empty if there is no such group.
  func children(_ path: String) -> [String] {
    guard isGroup(path) else { return [] }
    return HDF5.locked {
      var names: [String] = []
      withUnsafeMutablePointer(to: &names) { context in
        _ = H5Literate_by_name(
          handle.id, path, H5_INDEX_NAME, H5_ITER_INC, nil,
          { _, name, _, context in
            if let name, let context {
              context.assumingMemoryBound(to: [String].self).pointee.append(String(cString: name))
            }
            return 0
          }, context, 0)
      }
      return names.sorted()
    }
  }
}
