extension HDF5Dataset {
  /// Checks that the sources of a virtual dataset cover it, are there, and are complete. libhdf5
  /// itself reads fill values where one is missing, without an error.
  ///
  /// - Returns: the files of the sources.
  func checkSources(
    _ files: StoreFiles, _ seen: Set<ObjectPlace>, _ count: Int
  ) throws -> [String] {
    let mappings = try virtualMappings()
    guard try coveredElements() == count else {
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
}
