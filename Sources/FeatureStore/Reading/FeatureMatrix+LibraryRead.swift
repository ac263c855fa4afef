import CHDF5

extension FeatureMatrix {
  /// For benchmarks: reads everything at once by libhdf5 alone, in this process, as h5py's
  /// `dataset[:]` does, and lets it go. Memory: N x D stored numbers.
  package func readByLibrary() throws {
    let dataset = try LibraryDataset(LibraryFile(description.file), description.path)
    let bytes = description.shape.reduce(1, *) * description.type.byteCount
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: max(bytes, 1), alignment: 64)
    defer { buffer.deallocate() }
    try dataset.readRows(0..<description.rows, along: 0, into: buffer)
  }
}
