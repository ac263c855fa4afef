import CHDF5

extension LibraryDataset {
  /// Rows along an axis, with filters undone: IEEE floats as they are stored, all else as doubles.
  ///
  /// - Parameter target: has room for ``DatasetDescription/bytes(ofRows:along:)``.
  func readRows(_ rows: Range<Int>, along axis: Int, into target: UnsafeMutableRawPointer) throws {
    try HDF5.locked {
      var start = [hsize_t](repeating: 0, count: description.shape.count)
      var count = description.shape.map { hsize_t($0) }
      start[axis] = hsize_t(rows.lowerBound)
      count[axis] = hsize_t(rows.count)
      guard let stored = HDF5Handle(H5Dget_type(handle.id), close: H5Tclose),
        let space = HDF5Handle(H5Dget_space(handle.id), close: H5Sclose),
        let memory = HDF5Handle(
          H5Screate_simple(Int32(count.count), count, nil), close: H5Sclose),
        H5Sselect_hyperslab(space.id, H5S_SELECT_SET, start, nil, count, nil) >= 0,
        H5Dread(
          handle.id, description.type.isFloat ? stored.id : pedlab_h5t_native_double(), memory.id,
          space.id, 0, target) >= 0
      else { throw readError() }
    }
  }

  /// The stored bytes of a chunk of a matrix, filters not undone.
  ///
  /// - Parameters:
  ///   - limit: more bytes are an error.
  ///   - room: gives memory for as many bytes as it is told.
  /// - Returns: their number, and the mask of filters that were skipped.
  func readChunk(
    row: Int, column: Int, limit: Int, into room: (Int) -> UnsafeMutableRawPointer
  ) throws -> (bytes: Int, mask: UInt32) {
    try HDF5.locked {
      let offset = [hsize_t(row), hsize_t(column)]
      var bytes: hsize_t = 0
      guard H5Dget_chunk_storage_size(handle.id, offset, &bytes) >= 0 else { throw readError() }
      guard bytes > 0, bytes <= limit else {
        throw StoreError(
          "\(description.place): the chunk at row \(row), column \(column) is stored in \(bytes)"
            + " bytes; 1 to \(limit) are possible. The file is damaged: copy or write it again.")
      }
      var mask: UInt32 = 0
      guard H5Dread_chunk(handle.id, 0, offset, &mask, room(Int(bytes))) >= 0 else {
        throw readError()
      }
      return (Int(bytes), mask)
    }
  }

  /// How many chunks have been written: one walk through the index.
  func writtenChunks() throws -> Int {
    try HDF5.locked {
      var written: hsize_t = 0
      guard let space = HDF5Handle(H5Dget_space(handle.id), close: H5Sclose),
        H5Dget_num_chunks(handle.id, space.id, &written) >= 0
      else { throw readError() }
      return Int(clamping: written)
    }
  }
}
