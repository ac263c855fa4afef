import CHDF5

extension FeatureMatrix {
  /// For benchmarks: reads everything at once by libhdf5 alone, as h5py's `dataset[:]` does, and
  /// lets it go. Memory: N x D stored numbers.
  package func readByLibrary() throws {
    let dataset = try HDF5Dataset(files.file(description.file), description.path)
    let bytes = description.shape.reduce(1, *) * description.type.byteCount
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: max(bytes, 1), alignment: 64)
    defer { buffer.deallocate() }
    try HDF5.locked {
      guard let type = HDF5Handle(H5Dget_type(dataset.handle.id), close: H5Tclose),
        H5Dread(dataset.handle.id, type.id, 0, 0, 0, buffer) >= 0
      else { throw dataset.readError() }
    }
  }
}
