import CHDF5
internal import LinearAlgebra
import Parallel

extension HDF5Writer {
  /// Writes a matrix of floats, row of chunks by row of chunks: `fill` puts the doubles of some rows
  /// where it is told, on several threads at once. Numbers are rounded and compressed on these
  /// threads, and written in their order, so that the file does not depend on `workers`.
  ///
  /// Memory: four rows of chunks per worker, as doubles and as stored.
  func matrix(
    _ name: String, rows: Int, columns: Int, _ options: StorageOptions, workers: Int,
    fill: @Sendable (Range<Int>, UnsafeMutablePointer<Double>) throws -> Void
  ) throws {
    let shape = options.chunkShape(rows: rows, columns: columns)
    let dataset = try create(name, rows: rows, columns: columns, options, chunk: shape)
    let encoder = BandEncoder(columns: columns, chunk: shape, options: options)
    let bands = (rows + shape.rows - 1) / shape.rows
    let batch = 4 * max(workers, 1)
    for first in stride(from: 0, to: bands, by: batch) {
      let encoded = try parallelMap(count: min(batch, bands - first), workers: workers) { index in
        let start = (first + index) * shape.rows
        return try encoder.encode(start..<min(start + shape.rows, rows), fill: fill)
      }
      for (index, pieces) in encoded.enumerated() {
        try write(pieces, of: dataset, row: (first + index) * shape.rows, options, chunk: shape)
      }
    }
  }

  private func create(
    _ name: String, rows: Int, columns: Int, _ options: StorageOptions,
    chunk: (rows: Int, columns: Int)
  ) throws -> HDF5Handle {
    try HDF5.locked {
      let space = try checked(
        H5Screate_simple(2, [hsize_t(rows), hsize_t(columns)], nil), H5Sclose)
      let plist = try checked(H5Pcreate(pedlab_h5p_dataset_create()), H5Pclose)
      // So that the same store is the same bytes.
      H5Pset_obj_track_times(plist.id, false)
      if options.isChunked {
        H5Pset_chunk(plist.id, 2, [hsize_t(chunk.rows), hsize_t(chunk.columns)])
        if options.shuffle { H5Pset_shuffle(plist.id) }
        if options.gzip > 0 { H5Pset_deflate(plist.id, UInt32(options.gzip)) }
      }
      return try self.dataset(name, floatType(options.floatBytes), space, plist)
    }
  }

  private func write(
    _ pieces: [[UInt8]], of dataset: HDF5Handle, row: Int, _ options: StorageOptions,
    chunk: (rows: Int, columns: Int)
  ) throws {
    for (index, bytes) in pieces.enumerated() {
      let isWritten = try HDF5.locked {
        options.isChunked
          ? H5Dwrite_chunk(
            dataset.id, 0, 0, [hsize_t(row), hsize_t(index * chunk.columns)], bytes.count, bytes)
            >= 0
          : try writeRows(bytes, of: dataset, row: row, options)
      }
      guard isWritten else { throw HDF5.locked { writeError() } }
    }
  }

  private func writeRows(
    _ bytes: [UInt8], of dataset: HDF5Handle, row: Int, _ options: StorageOptions
  ) throws -> Bool {
    let space = try checked(H5Dget_space(dataset.id), H5Sclose)
    var extent: [hsize_t] = [0, 0]
    H5Sget_simple_extent_dims(space.id, &extent, nil)
    extent[0] = hsize_t(bytes.count) / max(extent[1] * hsize_t(options.floatBytes), 1)
    let memory = try checked(H5Screate_simple(2, extent, nil), H5Sclose)
    let type = try floatType(options.floatBytes)
    return H5Sselect_hyperslab(space.id, H5S_SELECT_SET, [hsize_t(row), 0], nil, extent, nil) >= 0
      && H5Dwrite(dataset.id, type.id, memory.id, space.id, 0, bytes) >= 0
  }

  private func floatType(_ bytes: Int) throws -> HDF5Handle {
    let base = bytes == 8 ? pedlab_h5t_ieee_f64le() : pedlab_h5t_ieee_f32le()
    let type = try checked(H5Tcopy(base), H5Tclose)
    if bytes == 2 {
      H5Tset_fields(type.id, 15, 10, 5, 0, 10)
      H5Tset_size(type.id, 2)
      H5Tset_ebias(type.id, 15)
    }
    return type
  }
}
