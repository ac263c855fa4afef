import CHDF5
import Platform
import Synchronization

/// An open HDF5 file, read only.
final class LibraryFile: Sendable {
  let path: String
  let handle: HDF5Handle
  /// libhdf5's number of the file, by which an object is known to lie in it.
  let number: UInt

  /// Opens a file and says, if that fails, which of the usual mishaps it was.
  init(_ path: String) throws {
    self.path = path
    (handle, number) = try HDF5.locked {
      try Self.checkReadable(path)
      let signature = H5Fis_hdf5(path)
      guard signature > 0 else {
        throw StoreError(
          "\(path) is not an HDF5 file (it does not begin with the HDF5 signature): give a file"
            + " written by h5py. Folders of .npy and .npz files become a store by pedlab store import npy, other"
            + " formats by python -m pedlab.convert.")
      }
      let id = H5Fopen(path, pedlab_h5f_acc_rdonly(), 0)
      guard let handle = HDF5Handle(id, close: H5Fclose) else {
        throw Self.openError(path, reason: HDF5.reason())
      }
      var (address, number): (UInt64, UInt) = (0, 0)
      guard pedlab_object_kind(id, "/", &address, &number) == 0 else {
        throw Self.openError(path, reason: HDF5.reason())
      }
      return (handle, number)
    }
  }

  private static func checkReadable(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let remedy = "Check the path of the store."
      switch errno {
      case ENOENT, ENOTDIR: throw StoreError("\(path): there is no such file. \(remedy)")
      default: throw StoreError("\(path): \(String(cString: strerror(errno))). \(remedy)")
      }
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      throw StoreError(
        "\(path) is a folder, not an HDF5 file. Give the file, or path templates in the plan.")
    case S_IFIFO: throw StoreError("\(path) is a named pipe, not an HDF5 file.")
    default: throw StoreError("\(path) is a device or a socket, not an HDF5 file.")
    }
    guard access(path, R_OK) == 0 else {
      throw StoreError("\(path): no permission to read the file (try chmod u+r).")
    }
    guard status.st_size > 0 else {
      throw StoreError("\(path) is empty: its writing was cut off. Write or copy it again.")
    }
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw StoreError("\(path) cannot be opened: \(String(cString: strerror(errno))).")
    }
    close(descriptor)
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
    if HDF5.isOfNewerVersion(reason) {
      return StoreError("\(path) \(HDF5.newerVersionRemedy(reason, file: path))")
    }
    return StoreError("\(path) cannot be opened as HDF5: \(reason). Copy or write it again.")
  }
}
