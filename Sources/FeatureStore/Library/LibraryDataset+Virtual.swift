import CHDF5

extension LibraryDataset {
  /// What a virtual dataset is put together from.
  func virtualMappings() throws -> [VirtualMapping] { try HDF5.locked { try mappings() } }

  private func mappings() throws -> [VirtualMapping] {
    guard let plist = HDF5Handle(H5Dget_create_plist(handle.id), close: H5Pclose) else {
      throw readError()
    }
    var count = 0
    guard H5Pget_virtual_count(plist.id, &count) >= 0, count <= Self.mostMappings else {
      throw StoreError("\(description.place) is virtual with \(count) sources: too many.")
    }
    return try (0..<count).map { index in
      guard let space = HDF5Handle(H5Pget_virtual_srcspace(plist.id, index), close: H5Sclose),
        let file = name({ H5Pget_virtual_filename(plist.id, index, $0, $1) }),
        let path = name({ H5Pget_virtual_dsetname(plist.id, index, $0, $1) })
      else { throw readError() }
      guard let target = HDF5Handle(H5Pget_virtual_vspace(plist.id, index), close: H5Sclose) else {
        throw readError()
      }
      let points = H5Sget_select_npoints(target.id)
      return VirtualMapping(
        file: file, path: path, elements: points > 0 ? Int(points) : nil,
        last: H5Sget_select_type(space.id) == H5S_SEL_ALL ? nil : lastIndex(space.id))
    }
  }

  /// The last index of a selection along each axis; empty where it has no limit.
  private func lastIndex(_ space: hid_t) -> [Int] {
    let rank = max(Int(H5Sget_simple_extent_ndims(space)), 1)
    var (first, last) = (
      [hsize_t](repeating: 0, count: rank), [hsize_t](repeating: 0, count: rank)
    )
    guard H5Sget_select_bounds(space, &first, &last) >= 0 else { return [] }
    return last.map { Int(clamping: $0) }
  }

  private static let mostMappings = 1_000_000

  private func name(_ read: (UnsafeMutablePointer<CChar>?, Int) -> Int) -> String? {
    let length = read(nil, 0)
    guard (0...8192).contains(length) else { return nil }
    var bytes = [CChar](repeating: 0, count: length + 1)
    guard read(&bytes, length + 1) >= 0 else { return nil }
    return String(validating: bytes.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// How many elements the mappings cover together, each counted once.
  func coveredElements() throws -> Int {
    try HDF5.locked {
      guard let plist = HDF5Handle(H5Dget_create_plist(handle.id), close: H5Pclose) else {
        throw readError()
      }
      var count = 0
      H5Pget_virtual_count(plist.id, &count)
      var union: HDF5Handle?
      for index in 0..<count {
        guard let space = HDF5Handle(H5Pget_virtual_vspace(plist.id, index), close: H5Sclose)
        else { throw readError() }
        if H5Sget_select_type(space.id) == H5S_SEL_ALL || union == nil {
          if H5Sget_select_type(space.id) == H5S_SEL_ALL { return description.elementCount ?? 0 }
          union = space
        } else if let known = union {
          union = HDF5Handle(
            H5Scombine_select(known.id, H5S_SELECT_OR, space.id), close: H5Sclose)
        }
        guard union != nil else { throw readError() }
      }
      return union.map { Int(clamping: H5Sget_select_npoints($0.id)) } ?? 0
    }
  }
}
