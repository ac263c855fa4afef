extension HDF5Dataset {
  /// Checks that every byte that the dataset claims to have is there, so that no fill value is taken
  /// for data and nothing larger than the file is allocated.
  ///
  /// Contiguous data must lie within the file; every chunk must have been written, with a size that
  /// a chunk can have; external files and the sources of virtual datasets must be there, large
  /// enough and complete themselves. Cost: one look at the index of the chunks.
  ///
  /// - Returns: the other files that are read.
  /// - Throws: ``StoreError`` with the file, the dataset and the remedy.
  func checkStorage(_ files: StoreFiles) throws -> [String] {
    try checkStorage(files, seen: [])
  }

  func checkStorage(_ files: StoreFiles, seen: Set<ObjectPlace>) throws -> [String] {
    let place = ObjectPlace(file: file.path, path: description.path)
    guard !seen.contains(place) else {
      throw StoreError("\(description.place) is virtual and refers to itself.")
    }
    guard let count = description.elementCount,
      let bytes = DatasetDescription.product([count, description.type.byteCount])
    else { throw claims("more bytes than any file has") }
    guard count > 0 else { return [] }
    switch description.layout {
    case .compact:
      guard description.storageSize == bytes else { throw claims("\(bytes) bytes") }
      return []
    case .contiguous(let offset):
      try checkContiguous(offset, bytes)
      return []
    case .chunked(let chunk):
      try checkChunks(chunk)
      return []
    case .external: return try checkExternalFiles(files, bytes)
    case .virtual: return try checkSources(files, seen.union([place]), count)
    }
  }

  private func claims(_ what: String) -> StoreError {
    StoreError(
      "\(description.place) has shape \(description.shape) and so claims to have \(what), but"
        + " \(description.storageSize) are stored. The file is damaged or was not completed: write"
        + " it again.")
  }

  // MARK: - Contiguous

  private func checkContiguous(_ offset: UInt64?, _ bytes: Int) throws {
    guard let offset, description.storageSize > 0 else {
      throw StoreError(
        "\(description.place) was created with shape \(description.shape), but nothing was ever"
          + " written to it. Write the values, or remove the dataset.")
    }
    guard description.storageSize >= bytes else { throw claims("\(bytes) bytes") }
    guard let size = FileIdentity(of: file.path)?.size,
      let start = Int(exactly: offset), start <= Int(size), bytes <= Int(size) - start
    else {
      throw StoreError(
        "\(description.place): the file ends inside the dataset. Copy or write it again.")
    }
  }

  // MARK: - Chunks

  private func checkChunks(_ chunk: [Int]) throws {
    guard chunk.count == description.shape.count, chunk.allSatisfy({ $0 > 0 }),
      let expected = DatasetDescription.product(
        zip(description.shape, chunk).map { ($0 - 1) / $1 + 1 }),
      let bytes = DatasetDescription.product(chunk + [description.type.byteCount])
    else { throw claims("more chunks than any file has") }
    let written = try writtenChunks()
    guard written >= expected else {
      throw StoreError(
        "\(description.place): \(expected - written) of \(expected) chunks were never written."
          + " Fill values would stand in their place. Write the whole dataset, or make it smaller.")
    }
    guard written == expected else {
      throw damagedIndex("there are \(written) chunks where \(expected) cover the dataset")
    }
    try checkChunkSizes(bytes, expected)
  }

  private func checkChunkSizes(_ bytes: Int, _ count: Int) throws {
    let stored = description.storageSize
    if description.filters.isEmpty {
      // Every chunk is stored with its full size: a smaller or larger one shows in the sum.
      guard DatasetDescription.product([bytes, count]) == stored else {
        throw damagedIndex(
          "\(count) chunks of \(bytes) bytes each take \(stored) bytes together")
      }
    } else {
      guard let most = DatasetDescription.product([stored, Self.largestExpansion]),
        most / count >= bytes / 4
      else {
        throw damagedIndex("\(stored) bytes cannot hold \(count) chunks of \(bytes) bytes each")
      }
    }
    guard let size = FileIdentity(of: file.path)?.size, stored <= Int(size) else {
      throw damagedIndex("its chunks take more bytes than the file has")
    }
  }

  /// gzip makes at most 1032 bytes of one; all other filters less.
  private static let largestExpansion = 1_040

  private func damagedIndex(_ what: String) -> StoreError {
    StoreError(
      "\(description.place): the index of the chunks is damaged: \(what). Copy or write the file"
        + " again.")
  }

  // MARK: - External files

  private func checkExternalFiles(_ files: StoreFiles, _ bytes: Int) throws -> [String] {
    var left = bytes
    var paths: [String] = []
    for entry in try externalEntries() {
      let path = try files.path(
        entry.name, from: file.path, what: "\(description.place), stored outside of HDF5,")
      let used = min(left, entry.bytes)
      guard let size = FileIdentity(of: path)?.size, entry.offset >= 0,
        entry.offset <= Int(size), used <= Int(size) - entry.offset
      else {
        throw StoreError(
          "\(description.place): the file \(path) ends before the \(used) bytes of the dataset that"
            + " belong at offset \(entry.offset). Copy or write it again.")
      }
      try files.checkUnchanged(path)
      paths.append(path)
      left -= used
    }
    guard left == 0 else { throw claims("\(bytes) bytes in files outside of HDF5") }
    return paths
  }
}
