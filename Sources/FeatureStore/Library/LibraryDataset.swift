import CHDF5

/// An open dataset.
final class LibraryDataset: Sendable {
  let description: DatasetDescription
  let handle: HDF5Handle
  /// Kept open with the dataset.
  let file: LibraryFile

  /// - Parameter path: without links to other files on the way, as ``StoreFiles`` resolves it.
  init(_ file: LibraryFile, _ path: String) throws {
    self.file = file
    (handle, description) = try HDF5.locked {
      var (address, number): (UInt64, UInt) = (0, 0)
      let kind = pedlab_object_kind(file.handle.id, path, &address, &number)
      guard kind == 1 else {
        throw StoreError(
          "\(file.path) has no dataset \(path)\(kind == 0 ? ": it is a group" : "").")
      }
      guard number == file.number else {
        throw StoreError(
          "\(file.path): a link on the way to \(path) leads to another file while it is read.")
      }
      guard let access = HDF5Handle(H5Pcreate(pedlab_h5p_dataset_access()), close: H5Pclose) else {
        throw StoreError("\(file.path), dataset \(path): \(HDF5.reason()).")
      }
      // Room for a band of chunks, so that reading by rows decompresses each chunk once.
      H5Pset_chunk_cache(access.id, 10_007, 64 << 20, 1)
      // Files that the dataset names are looked for beside it, not in the working folder.
      H5Pset_efile_prefix(access.id, "${ORIGIN}")
      H5Pset_virtual_prefix(access.id, "${ORIGIN}")
      guard let handle = HDF5Handle(H5Dopen2(file.handle.id, path, access.id), close: H5Dclose)
      else { throw Self.openError(file, path, HDF5.reason()) }
      return (handle, try Self.describe(handle, file, path))
    }
  }

  private static func openError(_ file: LibraryFile, _ path: String, _ reason: String) -> StoreError
  {
    let place = "\(file.path), dataset \(path)"
    guard HDF5.isOfNewerVersion(reason) else {
      return StoreError(
        "\(place) cannot be opened: \(reason). The file is damaged: copy or write it again.")
    }
    return StoreError("\(place) \(HDF5.newerVersionRemedy(reason, file: file.path))")
  }

  private static func describe(
    _ handle: HDF5Handle, _ file: LibraryFile, _ path: String
  ) throws -> DatasetDescription {
    guard let type = HDF5Handle(H5Dget_type(handle.id), close: H5Tclose),
      let space = HDF5Handle(H5Dget_space(handle.id), close: H5Sclose),
      let plist = HDF5Handle(H5Dget_create_plist(handle.id), close: H5Pclose)
    else { throw StoreError("\(file.path), dataset \(path): \(HDF5.reason()).") }
    let shape = try extent(space.id, of: "\(file.path), dataset \(path)")
    let elements = ElementType(type.id)
    return DatasetDescription(
      file: file.path, path: path, shape: shape, type: elements,
      layout: try layout(handle.id, plist.id, rank: shape.count),
      filters: filters(plist.id),
      storageSize: Int(clamping: H5Dget_storage_size(handle.id)),
      fillValue: elements.isNumber ? fillValue(plist.id) : nil)
  }

  /// nil for 0, which is that of most files.
  private static func fillValue(_ plist: hid_t) -> Double? {
    var status = H5D_FILL_VALUE_UNDEFINED
    var value = 0.0
    guard H5Pfill_value_defined(plist, &status) >= 0, status == H5D_FILL_VALUE_USER_DEFINED,
      H5Pget_fill_value(plist, pedlab_h5t_native_double(), &value) >= 0, value != 0,
      // What is not finite is refused where it is read, and JSON does not have it.
      value.isFinite
    else { return nil }
    return value
  }

  /// The extent of a dataspace; inside of ``HDF5/locked(_:)``.
  static func extent(_ space: hid_t, of place: String) throws -> [Int] {
    let rank = Int(H5Sget_simple_extent_ndims(space))
    guard rank > 0 else { return [] }
    var extent = [hsize_t](repeating: 0, count: rank)
    H5Sget_simple_extent_dims(space, &extent, nil)
    return try extent.map { size in
      guard let size = Int(exactly: size) else {
        throw StoreError("\(place) claims to have \(size) elements along one axis: it is damaged.")
      }
      return size
    }
  }

  private static func layout(
    _ dataset: hid_t, _ plist: hid_t, rank: Int
  ) throws -> DatasetDescription.Layout {
    switch H5Pget_layout(plist) {
    case H5D_COMPACT: return .compact
    case H5D_VIRTUAL: return .virtual
    case H5D_CHUNKED:
      var chunk = [hsize_t](repeating: 0, count: max(rank, 1))
      guard H5Pget_chunk(plist, Int32(rank), &chunk) == Int32(rank) else {
        throw StoreError("The chunks of a dataset have another rank than the dataset.")
      }
      return .chunked(chunk.prefix(rank).map { Int(clamping: $0) })
    default:
      guard H5Pget_external_count(plist) == 0 else { return .external }
      let offset = H5Dget_offset(dataset)
      return .contiguous(offset: offset == pedlab_haddr_undefined() ? nil : UInt64(offset))
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
}
