import CHDF5

extension LibraryDataset {
  /// All values into `target`, which has room for them; for small datasets.
  func read(_ kind: NumberKind, into target: UnsafeMutableRawPointer) throws {
    try HDF5.locked {
      guard H5Dread(handle.id, Self.type(kind), 0, 0, 0, target) >= 0 else { throw readError() }
    }
  }

  /// Inside of ``HDF5/locked(_:)``.
  private static func type(_ kind: NumberKind) -> hid_t {
    switch kind {
    case .double: pedlab_h5t_native_double()
    case .integer: pedlab_h5t_native_int64()
    case .unsigned: pedlab_h5t_native_uint64()
    }
  }

  // MARK: - Text

  /// All values as text, of fixed or variable length.
  ///
  /// - Parameter count: how many there are.
  /// - Throws: ``StoreError`` also for bytes that are not UTF-8.
  func texts(_ count: Int) throws -> [String] {
    try HDF5.locked {
      guard let type = HDF5Handle(H5Dget_type(handle.id), close: H5Tclose),
        let space = HDF5Handle(H5Dget_space(handle.id), close: H5Sclose)
      else { throw readError() }
      return H5Tis_variable_str(type.id) > 0
        ? try variableTexts(type, space, count) : try fixedTexts(type, count)
    }
  }

  private func variableTexts(
    _ stored: HDF5Handle, _ space: HDF5Handle, _ count: Int
  ) throws -> [String] {
    guard let type = HDF5Handle(H5Tcopy(pedlab_h5t_c_s1()), close: H5Tclose) else {
      throw readError()
    }
    H5Tset_size(type.id, pedlab_h5t_variable())
    H5Tset_cset(type.id, H5Tget_cset(stored.id))
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    guard H5Dread(handle.id, type.id, 0, 0, 0, &pointers) >= 0 else { throw readError() }
    defer { H5Dvlen_reclaim(type.id, space.id, 0, &pointers) }
    return try pointers.enumerated().map { index, pointer in
      guard let pointer else { return "" }
      guard let text = String(validatingCString: pointer) else { throw notUTF8(row: index) }
      return text
    }
  }

  private func fixedTexts(_ type: HDF5Handle, _ count: Int) throws -> [String] {
    let size = H5Tget_size(type.id)
    guard let total = DatasetDescription.product([size, count]), total <= Self.mostTextBytes
    else { throw StoreError("\(description.place) holds texts of \(size) bytes: it is damaged.") }
    var bytes = [UInt8](repeating: 0, count: total)
    guard H5Dread(handle.id, type.id, 0, 0, 0, &bytes) >= 0 else { throw readError() }
    // Padded with zeros, a text has nothing behind the first one; what ends with a zero may.
    let isPadded = H5Tget_strpad(type.id) == H5T_STR_NULLPAD
    return try (0..<count).map { index in
      let stored = bytes[index * size..<(index + 1) * size]
      var text = stored.prefix { $0 != 0 }
      if isPadded, stored[text.endIndex...].contains(where: { $0 != 0 }) {
        throw zeroByte(row: index)
      }
      while text.last == UInt8(ascii: " ") { text.removeLast() }
      guard let decoded = String(validating: text, as: UTF8.self) else { throw notUTF8(row: index) }
      return decoded
    }
  }

  /// Of texts of fixed length, which may be long and hold little.
  private static let mostTextBytes = 1 << 30

  private func zeroByte(row: Int) -> StoreError {
    StoreError(
      "\(description.place), row \(row): the text has a zero byte between its letters, and would be cut"
        + " there. Write it without.")
  }

  private func notUTF8(row: Int) -> StoreError {
    StoreError("\(description.place), row \(row): the text is not UTF-8.")
  }
}

extension LibraryDataset {
  /// Names of the values of an enumeration; nil for other types, and where they cannot be told.
  func enumerationNames() -> [EnumerationName]? {
    HDF5.locked {
      guard let type = HDF5Handle(H5Dget_type(handle.id), close: H5Tclose),
        H5Tget_class(type.id) == H5T_ENUM,
        let base = HDF5Handle(H5Tget_super(type.id), close: H5Tclose)
      else { return nil }
      var names: [EnumerationName] = []
      for member in 0..<UInt32(max(H5Tget_nmembers(type.id), 0)) {
        guard let text = H5Tget_member_name(type.id, member) else { return nil }
        defer { H5free_memory(text) }
        // Converted in place: room for the stored integer and for one of 64 bits.
        var value = [UInt8](repeating: 0, count: max(H5Tget_size(type.id), 8))
        guard H5Tget_member_value(type.id, member, &value) >= 0,
          H5Tconvert(base.id, pedlab_h5t_native_int64(), 1, &value, nil, 0) >= 0
        else { return nil }
        let number = value.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) }
        names.append(EnumerationName(value: Int(number), name: String(cString: text)))
      }
      return names
    }
  }
}
