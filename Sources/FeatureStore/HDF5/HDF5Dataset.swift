import CHDF5

/// Shape, type and storage of a dataset.
package struct DatasetDescription: Sendable, Equatable {
  package enum Layout: Sendable, Equatable {
    case compact
    /// `offset` is nil where the bytes are not in this file at one place.
    case contiguous(offset: UInt64?)
    case chunked([Int])
  }

  package struct Filter: Sendable, Equatable {
    package let identifier: Int
    package let name: String
  }

  package let file: String
  /// Inside the file.
  package let path: String
  package let shape: [Int]
  package let type: ElementType
  package let layout: Layout
  package let filters: [Filter]
  /// Bytes in the file.
  package let storageSize: Int
  /// Whether all its bytes are in ``file``: not in another one that a link, an external file or a
  /// virtual layout leads to.
  package let isSelfContained: Bool

  package var rows: Int { shape.first ?? 1 }
  package var columns: Int { shape.dropFirst().reduce(1, *) }
  /// "FILE, dataset PATH", for messages.
  package var place: String { "\(file), dataset \(path)" }
}

/// An open dataset.
final class HDF5Dataset: Sendable {
  let description: DatasetDescription
  let handle: HDF5Handle
  /// Kept open with the dataset.
  let file: HDF5File

  init(_ file: HDF5File, _ path: String) throws {
    guard file.isDataset(path) else {
      throw StoreError(
        "\(file.path) has no dataset \(path)\(file.exists(path) ? " (it is a group)" : "").")
    }
    self.file = file
    (handle, description) = try HDF5.locked {
      guard let access = HDF5Handle(H5Pcreate(pedlab_h5p_dataset_access()), close: H5Pclose) else {
        throw StoreError("\(file.path), dataset \(path): \(HDF5.reason())")
      }
      // Room for a band of chunks, so that reading by rows decompresses each chunk once.
      H5Pset_chunk_cache(access.id, 10_007, 64 << 20, 1)
      guard let handle = HDF5Handle(H5Dopen2(file.handle.id, path, access.id), close: H5Dclose)
      else { throw StoreError("\(file.path), dataset \(path): \(HDF5.reason())") }
      return (handle, try Self.describe(handle, file, path))
    }
  }

  private static func describe(
    _ handle: HDF5Handle, _ file: HDF5File, _ path: String
  ) throws -> DatasetDescription {
    guard let type = HDF5Handle(H5Dget_type(handle.id), close: H5Tclose),
      let space = HDF5Handle(H5Dget_space(handle.id), close: H5Sclose),
      let plist = HDF5Handle(H5Dget_create_plist(handle.id), close: H5Pclose)
    else { throw StoreError("\(file.path), dataset \(path): \(HDF5.reason())") }
    let rank = Int(H5Sget_simple_extent_ndims(space.id))
    var extent = [hsize_t](repeating: 0, count: max(rank, 1))
    if rank > 0 { H5Sget_simple_extent_dims(space.id, &extent, nil) }
    return DatasetDescription(
      file: file.path, path: path, shape: extent.prefix(max(rank, 0)).map { Int($0) },
      type: elementType(type.id), layout: layout(handle.id, plist.id, rank),
      filters: filters(plist.id), storageSize: Int(H5Dget_storage_size(handle.id)),
      isSelfContained: H5Pget_layout(plist.id) != H5D_VIRTUAL
        && H5Pget_external_count(plist.id) == 0
        && fileName(handle.id) == fileName(file.handle.id))
  }

  /// The name of the file that an object lies in.
  private static func fileName(_ object: hid_t) -> [CChar] {
    var name = [CChar](repeating: 0, count: 4096)
    return H5Fget_name(object, &name, name.count) > 0 ? name : []
  }

  private static func layout(
    _ dataset: hid_t, _ plist: hid_t, _ rank: Int
  ) -> DatasetDescription.Layout {
    switch H5Pget_layout(plist) {
    case H5D_COMPACT: return .compact
    case H5D_CHUNKED:
      var chunk = [hsize_t](repeating: 0, count: max(rank, 1))
      H5Pget_chunk(plist, Int32(rank), &chunk)
      return .chunked(chunk.prefix(rank).map { Int($0) })
    default:
      let offset = H5Dget_offset(dataset)
      let known = offset != pedlab_haddr_undefined() && H5Pget_external_count(plist) == 0
      return .contiguous(offset: known ? UInt64(offset) : nil)
    }
  }

  private static func filters(_ plist: hid_t) -> [DatasetDescription.Filter] {
    (0..<max(H5Pget_nfilters(plist), 0)).map { index in
      var flags: UInt32 = 0
      var count = 0
      var name = [CChar](repeating: 0, count: 64)
      let identifier = H5Pget_filter2(plist, UInt32(index), &flags, &count, nil, 64, &name, nil)
      let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let known = [1: "gzip", 2: "shuffle", 3: "fletcher32", 4: "szip", 32000: "lzf"]
      return DatasetDescription.Filter(
        identifier: Int(identifier),
        name: known[Int(identifier)] ?? String(decoding: bytes, as: UTF8.self))
    }
  }

  private static func elementType(_ type: hid_t) -> ElementType {
    let bytes = H5Tget_size(type)
    let bigEndian = H5Tget_order(type) == H5T_ORDER_BE
    switch H5Tget_class(type) {
    case H5T_FLOAT where isIEEE(type, bytes): return .float(bytes: bytes, bigEndian: bigEndian)
    case H5T_FLOAT: return .other("float of \(bytes * 8) bits, not IEEE", bytes: bytes)
    case H5T_INTEGER:
      return .integer(bytes: bytes, signed: H5Tget_sign(type) == H5T_SGN_2, bigEndian: bigEndian)
    case H5T_STRING: return .other("text", bytes: bytes)
    case H5T_ENUM: return .other("enumeration", bytes: bytes)
    case H5T_COMPOUND: return .other("compound", bytes: bytes)
    default: return .other("a type that pedlab does not know", bytes: bytes)
    }
  }

  private static func isIEEE(_ type: hid_t, _ bytes: Int) -> Bool {
    var (sign, exponent, exponentSize, mantissa, mantissaSize) = (0, 0, 0, 0, 0)
    H5Tget_fields(type, &sign, &exponent, &exponentSize, &mantissa, &mantissaSize)
    return [2: 10, 4: 23, 8: 52][bytes] == mantissaSize
      && [2: 5, 4: 8, 8: 11][bytes] == exponentSize && H5Tget_order(type) != H5T_ORDER_VAX
  }

  /// Why a read failed, with the remedy if a filter is missing.
  func readError() -> StoreError {
    // First: the next call empties the library's error stack.
    let reason = HDF5.reason()
    for filter in description.filters where H5Zfilter_avail(H5Z_filter_t(filter.identifier)) <= 0 {
      return StoreError(
        "\(description.place) is compressed with the filter \"\(filter.name)\" (number"
          + " \(filter.identifier)), which is not installed: install its plugin"
          + " for libhdf5 (the package hdf5plugin on PyPI has most of them) and set HDF5_PLUGIN_PATH to"
          + " its folder.")
    }
    return StoreError(
      "\(description.place) cannot be read: \(reason). The file is damaged: copy or write it"
        + " again.")
  }

  /// All values as doubles; for small datasets.
  func doubles() throws -> [Double] {
    var values = [Double](repeating: 0, count: description.shape.reduce(1, *))
    try read(pedlab_h5t_native_double(), into: &values)
    return values
  }

  /// All values as integers; for small datasets.
  func integers() throws -> [Int] {
    var values = [Int](repeating: 0, count: description.shape.reduce(1, *))
    try read(pedlab_h5t_native_int64(), into: &values)
    return values
  }

  private func read<Value: BitwiseCopyable>(
    _ type: @autoclosure () -> hid_t, into values: inout [Value]
  ) throws {
    guard !values.isEmpty else { return }
    try HDF5.locked {
      guard H5Dread(handle.id, type(), 0, 0, 0, &values) >= 0 else { throw readError() }
    }
  }
}
