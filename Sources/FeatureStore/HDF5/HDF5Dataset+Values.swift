import CHDF5

extension HDF5Dataset {
  /// All values as doubles; for small datasets.
  func doubles() throws -> [Double] {
    try values(pedlab_h5t_native_double(), of: Double.self, zero: 0)
  }

  /// All values as integers; for small datasets of integers or enumerations.
  func integers() throws -> [Int64] {
    try values(pedlab_h5t_native_int64(), of: Int64.self, zero: 0)
  }

  /// All values as unsigned integers; for small datasets.
  func unsignedIntegers() throws -> [UInt64] {
    try values(pedlab_h5t_native_uint64(), of: UInt64.self, zero: 0)
  }

  private func values<Value: BitwiseCopyable>(
    _ type: @autoclosure () -> hid_t, of _: Value.Type, zero: Value
  ) throws -> [Value] {
    var values = [Value](repeating: zero, count: try checkedCount(MemoryLayout<Value>.stride))
    guard !values.isEmpty else { return values }
    try HDF5.locked {
      guard H5Dread(handle.id, type(), 0, 0, 0, &values) >= 0 else { throw readError() }
    }
    return values
  }

  /// The number of elements, which has been checked to be in the file and to fit into memory.
  private func checkedCount(_ bytes: Int) throws -> Int {
    guard let count = description.elementCount,
      DatasetDescription.product([count, bytes]).map({ $0 <= Self.largestInMemory }) == true
    else {
      throw StoreError(
        "\(description.place) has shape \(description.shape), which is too large to be read at"
          + " once.")
    }
    return count
  }

  /// Bytes of labels, accuracies and the like: 2^31 labels.
  private static let largestInMemory = 16 << 30

  // MARK: - Text

  /// All values as text, of fixed or variable length.
  ///
  /// - Throws: ``StoreError`` also for bytes that are not UTF-8.
  func texts() throws -> [String] {
    let count = try checkedCount(16)
    guard count > 0 else { return [] }
    return try HDF5.locked {
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
    guard let total = DatasetDescription.product([size, count]), total <= Self.largestInMemory
    else { throw StoreError("\(description.place) holds texts of \(size) bytes: it is damaged.") }
    var bytes = [UInt8](repeating: 0, count: total)
    guard H5Dread(handle.id, type.id, 0, 0, 0, &bytes) >= 0 else { throw readError() }
    return try (0..<count).map { index in
      var text = bytes[index * size..<(index + 1) * size].prefix { $0 != 0 }
      while text.last == UInt8(ascii: " ") { text.removeLast() }
      guard let decoded = String(validating: text, as: UTF8.self) else { throw notUTF8(row: index) }
      return decoded
    }
  }

  private func notUTF8(row: Int) -> StoreError {
    StoreError("\(description.place), row \(row): the text is not UTF-8.")
  }
}

extension HDF5Dataset {
  /// Names of the values of an enumeration; nil for other types, and where they cannot be told.
  func enumerationNames() -> [Int: String]? {
    HDF5.locked {
      guard let type = HDF5Handle(H5Dget_type(handle.id), close: H5Tclose),
        H5Tget_class(type.id) == H5T_ENUM,
        let base = HDF5Handle(H5Tget_super(type.id), close: H5Tclose)
      else { return nil }
      var names: [Int: String] = [:]
      for member in 0..<UInt32(max(H5Tget_nmembers(type.id), 0)) {
        guard let text = H5Tget_member_name(type.id, member) else { return nil }
        defer { H5free_memory(text) }
        var value = [UInt8](repeating: 0, count: max(H5Tget_size(type.id), 8))
        guard H5Tget_member_value(type.id, member, &value) >= 0,
          H5Tconvert(base.id, pedlab_h5t_native_int64(), 1, &value, nil, 0) >= 0
        else { return nil }
        names[Int(value.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) })] =
          String(cString: text)
      }
      return names
    }
  }
}
