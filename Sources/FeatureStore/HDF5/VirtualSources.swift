import CHDF5

/// One mapping of a virtual dataset.
private struct VirtualMapping {
  let file: String
  let path: String
  /// Elements that it covers; nil without a limit.
  let elements: Int?
  /// The last index along each axis that is read of the source; nil: all of the source is read.
  let last: [Int]?
}

extension VirtualMapping {
  func isCovered(by source: DatasetDescription) -> Bool {
    guard let last else { return source.elementCount == elements }
    return source.shape.count == last.count && zip(last, source.shape).allSatisfy { $0 < $1 }
  }
}

extension HDF5Dataset {
  /// Checks that the sources of a virtual dataset cover it, are there, and are complete. libhdf5
  /// itself reads fill values where one is missing, without an error.
  ///
  /// - Returns: the files of the sources.
  func checkSources(
    _ files: StoreFiles, _ seen: Set<ObjectPlace>, _ count: Int
  ) throws -> [String] {
    let mappings = try HDF5.locked { () throws -> [VirtualMapping] in try self.mappings() }
    guard try covered() == count else {
      throw StoreError(
        "\(description.place) is virtual, and its sources do not cover all of its"
          + " \(description.shape) elements. Fill values would stand in their place.")
    }
    var paths: Set<String> = []
    for mapping in mappings { paths.formUnion(try check(mapping, files, seen)) }
    return paths.sorted()
  }

  private func check(
    _ mapping: VirtualMapping, _ files: StoreFiles, _ seen: Set<ObjectPlace>
  ) throws -> [String] {
    guard mapping.elements != nil, !mapping.file.contains("%b"), !mapping.path.contains("%b") else {
      throw StoreError(
        "\(description.place) is virtual with a source of unlimited size, of which pedlab cannot tell"
          + " whether it is complete. Copy the values into an ordinary dataset.")
    }
    let what = "\(description.place), a virtual dataset,"
    let name =
      mapping.file == "."
      ? file.path : try files.path(mapping.file, from: file.path, what: what)
    let source: ObjectPlace
    switch files.resolve(mapping.path, in: name) {
    case .dataset(let place): source = place
    case .broken(let reason): throw StoreError("\(what) cannot be read: \(reason)")
    case .group, .nothing:
      throw StoreError("\(what) reads from \(name), which has no dataset \(mapping.path).")
    }
    // A link inside a source leads libhdf5 to where it leads ourselves: to the same file.
    let dataset = try HDF5Dataset(files.file(source.file), source.path)
    guard mapping.isCovered(by: dataset.description) else {
      throw StoreError(
        "\(what) reads \(mapping.elements ?? 0) elements of \(dataset.description.place)"
          + "\(mapping.last.map { ", up to index \($0)" } ?? ""), which has shape"
          + " \(dataset.description.shape). Fill values would stand in place of the rest.")
    }
    return try [name, source.file] + dataset.checkStorage(files, seen: seen)
  }

  /// Inside of ``HDF5/locked(_:)``.
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
  private func covered() throws -> Int {
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
