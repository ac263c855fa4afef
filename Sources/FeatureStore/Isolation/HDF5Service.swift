/// Answers questions by libhdf5, and keeps a few files and datasets open between them. It belongs to
/// one thread at a time.
final class HDF5Service {
  private struct OpenFile {
    let path: String
    let identity: String
    let file: LibraryFile
  }

  /// The one used last is at the end, in both.
  private var files: [OpenFile] = []
  private var datasets: [LibraryDataset] = []

  /// Few, so that stores of thousands of files do not need thousands of descriptors.
  private static let mostFiles = 8
  /// As many as are read at once; each may hold a cache of chunks.
  private static let mostDatasets = 8

  /// - Parameter memory: takes what a reply comes with.
  func answer(_ question: HDF5Question, _ memory: TransferMemory) -> HDF5Reply {
    do {
      return try answered(question, memory)
    } catch let error as StoreError {
      return HDF5Reply(failure: error.message)
    } catch {
      return HDF5Reply(failure: "\(question.place): \(error)")
    }
  }

  private func answered(
    _ question: HDF5Question, _ memory: TransferMemory
  ) throws -> HDF5Reply {
    let file = try file(question)
    switch question.request {
    case .open: return HDF5Reply()
    case .walk(let path): return HDF5Reply(walk: file.walk(path))
    case .members(let group, let looking):
      return HDF5Reply(entries: try file.members(group, looking: looking))
    case .strings(let object, let attribute):
      return HDF5Reply(texts: file.strings(of: object, attribute: attribute))
    case .integer(let object, let attribute):
      return HDF5Reply(number: file.integer(of: object, attribute: attribute))
    case .numbers(let object, let attributes):
      return try numbers(
        attributes.map { name in
          try (
            file.numbers(of: object, attribute: name),
            file.hasAttribute(name, of: object)
          )
        }, memory)
    case .description(let path): return HDF5Reply(description: try dataset(path, file).description)
    case .enumerationNames(let path):
      return HDF5Reply(names: try dataset(path, file).enumerationNames())
    case .texts(let path, let count):
      try memory.expect(count * TransferMemory.bytesOfText)
      return HDF5Reply(texts: try source(path, file).texts(count))
    case .writtenChunks(let path):
      return HDF5Reply(number: try dataset(path, file).writtenChunks())
    case .externalEntries(let path):
      return HDF5Reply(externalEntries: try dataset(path, file).externalEntries())
    case .virtualMappings(let path):
      return HDF5Reply(mappings: try dataset(path, file).virtualMappings())
    case .coveredElements(let path):
      return HDF5Reply(number: try dataset(path, file).coveredElements())
    case .values, .chunk, .rows: return try bulk(question.request, file, memory)
    }
  }

  /// What comes with a payload.
  private func bulk(
    _ request: HDF5Request, _ file: LibraryFile, _ memory: TransferMemory
  ) throws -> HDF5Reply {
    switch request {
    case .values(let path, let kind, let count):
      let dataset = try source(path, file)
      guard dataset.description.elementCount == count else { throw changed(file.path) }
      let bytes = count * MemoryLayout<Double>.stride
      try dataset.read(kind, into: memory.room(bytes))
      return memory.reply(bytes)
    case .chunk(let path, let row, let column, let limit):
      let room = try memory.room(limit)
      let (bytes, mask) = try dataset(path, file).readChunk(
        row: row, column: column, limit: limit, into: { _ in room })
      var reply = memory.reply(bytes)
      reply.mask = mask
      return reply
    case .rows(let path, let axis, let lower, let upper):
      let dataset = try source(path, file)
      guard lower <= upper,
        let bytes = dataset.description.bytes(ofRows: lower..<upper, along: axis)
      else { throw changed(file.path) }
      try dataset.readRows(lower..<upper, along: axis, into: memory.room(bytes))
      return memory.reply(bytes)
    default: return HDF5Reply()
    }
  }

  /// The numbers of all attributes in one piece.
  private func numbers(
    _ lists: [(numbers: [Double]?, isThere: Bool)], _ memory: TransferMemory
  ) throws -> HDF5Reply {
    let values = lists.flatMap { $0.numbers ?? [] }
    let counts = lists.map { $0.numbers?.count ?? ($0.isThere ? HDF5Reply.noNumbers : nil) }
    guard !values.isEmpty else { return HDF5Reply(counts: counts) }
    let bytes = values.count * MemoryLayout<Double>.stride
    let room = try memory.room(bytes)
    values.withUnsafeBytes {
      UnsafeMutableRawBufferPointer(start: room, count: bytes).copyMemory(from: $0)
    }
    var reply = memory.reply(bytes)
    reply.counts = counts
    return reply
  }

  // MARK: - What is open

  private func file(_ question: HDF5Question) throws -> LibraryFile {
    if let index = files.firstIndex(where: { $0.path == question.file }) {
      let open = files.remove(at: index)
      if open.identity == question.identity {
        files.append(open)
        return open.file
      }
      datasets.removeAll { $0.file === open.file }
    }
    let file = try LibraryFile(question.file)
    guard FileIdentity(of: question.file)?.description == question.identity else {
      throw changed(question.file)
    }
    files.append(OpenFile(path: question.file, identity: question.identity, file: file))
    if files.count > Self.mostFiles {
      let closed = files.removeFirst()
      datasets.removeAll { $0.file === closed.file }
    }
    return file
  }

  private func dataset(_ path: String, _ file: LibraryFile) throws -> LibraryDataset {
    if let index = datasets.firstIndex(where: { $0.file === file && $0.description.path == path }) {
      let dataset = datasets.remove(at: index)
      datasets.append(dataset)
      return dataset
    }
    let dataset = try LibraryDataset(file, path)
    datasets.append(dataset)
    if datasets.count > Self.mostDatasets { datasets.removeFirst() }
    return dataset
  }

  /// A dataset whose values are read. While a source of a virtual dataset is open on its own, libhdf5
  /// 1.10 reads fill values in its place: then nothing else stays open.
  private func source(_ path: String, _ file: LibraryFile) throws -> LibraryDataset {
    let isVirtual = try dataset(path, file).description.layout == .virtual
    guard isVirtual else { return try dataset(path, file) }
    datasets.removeAll()
    return try LibraryDataset(file, path)
  }

  private func changed(_ path: String) -> StoreError {
    StoreError(
      "\(path) changed while it was in use: what is read now is not what was there before. Run again"
        + " when the file is complete.")
  }
}
