import CHDF5
import Platform

extension LibraryFile {
  /// The link at the end of `path`, whose other parts lead through hard links only.
  func link(_ path: String) -> HDF5Link {
    HDF5.locked {
      var size = 0
      switch pedlab_link_kind(handle.id, path, &size) {
      case 0: return .hard
      case 1: return text(ofLink: path, size).map { .soft($0) } ?? .unknown
      case 2: return external(path, size)
      case 3: return .unknown
      default: return .none
      }
    }
  }

  private func text(ofLink path: String, _ size: Int) -> String? {
    value(ofLink: path, size).flatMap { bytes in
      String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  private func external(_ path: String, _ size: Int) -> HDF5Link {
    guard let bytes = value(ofLink: path, size) else { return .unknown }
    var (flags, file, object): (UInt32, UnsafePointer<CChar>?, UnsafePointer<CChar>?) = (
      0, nil, nil
    )
    return bytes.withUnsafeBytes { buffer in
      guard H5Lunpack_elink_val(buffer.baseAddress, bytes.count, &flags, &file, &object) >= 0,
        let file = file.flatMap({ String(validatingCString: $0) }),
        let object = object.flatMap({ String(validatingCString: $0) })
      else { return .unknown }
      return .external(file: file, path: object)
    }
  }

  /// Bytes of a link's value; nil where it is longer than any path.
  private func value(ofLink path: String, _ size: Int) -> [UInt8]? {
    guard (1...Self.longestLink).contains(size) else { return nil }
    var bytes = [UInt8](repeating: 0, count: size)
    return H5Lget_val(handle.id, path, &bytes, size, 0) >= 0 ? bytes : nil
  }

  /// Bytes; more than two paths of the file system can have.
  private static let longestLink = 16_384

  /// The object at `path`, which leads through hard links only.
  func object(_ path: String) -> HDF5Object {
    HDF5.locked {
      var (address, number): (UInt64, UInt) = (0, 0)
      switch pedlab_object_kind(handle.id, path, &address, &number) {
      case 0: return .group(address: address)
      case 1: return .dataset(address: address)
      case 2: return .other
      default: return .unreadable(HDF5.reason())
      }
    }
  }

  /// Follows `parts` from the root on, as far as hard links lead.
  func walk(_ parts: [String]) -> HDF5Walk {
    var prefix = ""
    for (index, part) in parts.enumerated() {
      prefix += "/" + part
      let link = link(prefix)
      guard link == .hard else { return .link(part: index, link) }
    }
    return .object(object(prefix.isEmpty ? "/" : prefix))
  }

  /// The names in a group at `path`, which leads through hard links only; sorted by their bytes.
  ///
  /// - Parameter looking: also what hard links lead to.
  /// - Throws: ``StoreError`` if the group cannot be listed to its end.
  func members(_ path: String, looking: Bool) throws -> [HDF5Entry] {
    try memberNames(path).map { bytes in
      let shown = String(decoding: bytes, as: UTF8.self)
      guard let name = String(validating: bytes, as: UTF8.self), looking else {
        return HDF5Entry(
          name: String(validating: bytes, as: UTF8.self), shownName: shown, object: nil)
      }
      let inner = path == "/" ? "/" + name : "\(path)/\(name)"
      return HDF5Entry(
        name: name, shownName: shown, object: link(inner) == .hard ? object(inner) : nil)
    }
  }

  /// The bytes of the names in a group at `path`, which leads through hard links only; sorted.
  ///
  /// - Throws: ``StoreError`` if the group cannot be listed to its end.
  private func memberNames(_ path: String) throws -> [[UInt8]] {
    try HDF5.locked {
      var names: [[UInt8]] = []
      let result = withUnsafeMutablePointer(to: &names) { context in
        H5Literate_by_name(
          handle.id, path, H5_INDEX_NAME, H5_ITER_INC, nil,
          { _, name, _, context in
            if let name, let context {
              let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name))
              context.assumingMemoryBound(to: [[UInt8]].self).pointee.append(Array(bytes))
            }
            return 0
          }, context, 0)
      }
      guard result >= 0 else {
        throw StoreError(
          "\(self.path): the group \(path) cannot be listed: \(HDF5.reason()). The file is damaged:"
            + " copy or write it again.")
      }
      return names.sorted { $0.lexicographicallyPrecedes($1) }
    }
  }
}
