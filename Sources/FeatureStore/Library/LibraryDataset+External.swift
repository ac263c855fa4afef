import CHDF5

extension LibraryDataset {
  /// The files outside of HDF5 that the values are in, in order.
  func externalEntries() throws -> [ExternalEntry] {
    try HDF5.locked {
      guard let plist = HDF5Handle(H5Dget_create_plist(handle.id), close: H5Pclose) else {
        throw readError()
      }
      return try (0..<max(H5Pget_external_count(plist.id), 0)).map { index in
        var name = [CChar](repeating: 0, count: Self.longestPath)
        var (offset, size): (off_t, hsize_t) = (0, 0)
        guard
          H5Pget_external(plist.id, UInt32(index), name.count - 1, &name, &offset, &size) >= 0,
          let text = String(
            validating: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        else { throw readError() }
        return ExternalEntry(name: text, offset: Int(offset), bytes: Int(clamping: size))
      }
    }
  }

  /// Bytes (`PATH_MAX` of Linux).
  private static let longestPath = 4096
}
