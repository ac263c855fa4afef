import CHDF5

extension LibraryFile {
  /// The strings of an attribute, of fixed or variable length; nil if it is not there or not text.
  func strings(of object: String, attribute: String) -> [String]? {
    HDF5.locked {
      guard H5Aexists_by_name(handle.id, object, attribute, 0) > 0,
        let (opened, type, space) = opened(object, attribute),
        H5Tget_class(type.id) == H5T_STRING
      else { return nil }
      let count = Int(H5Sget_simple_extent_npoints(space.id))
      guard count > 0 else { return [] }
      guard count <= Self.mostValues else { return nil }
      return H5Tis_variable_str(type.id) > 0
        ? variableStrings(opened, type, space, count) : fixedStrings(opened, type, count)
    }
  }

  /// An attribute with its type and its extent; nil if it cannot be opened.
  private func opened(
    _ object: String, _ attribute: String
  ) -> (attribute: HDF5Handle, type: HDF5Handle, space: HDF5Handle)? {
    guard
      let opened = HDF5Handle(
        H5Aopen_by_name(handle.id, object, attribute, 0, 0), close: H5Aclose),
      let type = HDF5Handle(H5Aget_type(opened.id), close: H5Tclose),
      let space = HDF5Handle(H5Aget_space(opened.id), close: H5Sclose)
    else { return nil }
    return (opened, type, space)
  }

  private func variableStrings(
    _ attribute: HDF5Handle, _ fileType: HDF5Handle, _ space: HDF5Handle, _ count: Int
  ) -> [String]? {
    guard let type = HDF5Handle(H5Tcopy(pedlab_h5t_c_s1()), close: H5Tclose) else { return nil }
    H5Tset_size(type.id, pedlab_h5t_variable())
    H5Tset_cset(type.id, H5Tget_cset(fileType.id))
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    guard H5Aread(attribute.id, type.id, &pointers) >= 0 else { return nil }
    let strings = pointers.map { $0.map { String(cString: $0) } ?? "" }
    H5Dvlen_reclaim(type.id, space.id, 0, &pointers)
    return strings
  }

  private func fixedStrings(
    _ attribute: HDF5Handle, _ type: HDF5Handle, _ count: Int
  ) -> [String]? {
    let size = H5Tget_size(type.id)
    guard size > 0, size <= Self.longestText else { return nil }
    var bytes = [UInt8](repeating: 0, count: size * count)
    guard H5Aread(attribute.id, type.id, &bytes) >= 0 else { return nil }
    return (0..<count).map { index in
      var text = bytes[index * size..<(index + 1) * size].prefix { $0 != 0 }
      while text.last == UInt8(ascii: " ") { text.removeLast() }
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// An integer attribute; nil if it is not there or not a single integer.
  func integer(of object: String, attribute: String) -> Int? {
    HDF5.locked {
      guard H5Aexists_by_name(handle.id, object, attribute, 0) > 0,
        let (opened, type, space) = opened(object, attribute),
        H5Tget_class(type.id) == H5T_INTEGER, H5Sget_simple_extent_npoints(space.id) == 1
      else { return nil }
      var value: Int64 = 0
      return H5Aread(opened.id, pedlab_h5t_native_int64(), &value) >= 0 ? Int(value) : nil
    }
  }

  func hasAttribute(_ attribute: String, of object: String) -> Bool {
    HDF5.locked { H5Aexists_by_name(handle.id, object, attribute, 0) > 0 }
  }

  /// The numbers of an attribute; nil if it is not there or holds none.
  ///
  /// - Throws: ``StoreError`` if it is there and cannot be read.
  func numbers(of object: String, attribute: String) throws -> [Double]? {
    try HDF5.locked {
      guard H5Aexists_by_name(handle.id, object, attribute, 0) > 0 else { return nil }
      guard let (opened, type, space) = opened(object, attribute) else {
        throw StoreError(
          "\(path): the attribute \(attribute) of \(object) cannot be read: \(HDF5.reason()).")
      }
      guard [H5T_INTEGER, H5T_FLOAT].contains(H5Tget_class(type.id)) else { return nil }
      let count = Int(H5Sget_simple_extent_npoints(space.id))
      guard (1...Self.mostValues).contains(count) else { return nil }
      var values = [Double](repeating: 0, count: count)
      guard H5Aread(opened.id, pedlab_h5t_native_double(), &values) >= 0 else {
        throw StoreError(
          "\(path): the attribute \(attribute) of \(object) cannot be read: \(HDF5.reason()).")
      }
      return values
    }
  }

  /// Names of classes and of models are that many at most.
  private static let mostValues = 1_000_000
  /// Bytes of one text of fixed length.
  private static let longestText = 65_536
}
