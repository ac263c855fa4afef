#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A .npy file (format versions 1 to 3): an array of numbers in C order.
struct NumPyFile {
  let path: String
  let shape: [Int]
  /// "f" (float), "i" (signed), "u" (unsigned) or "b" (boolean).
  private let kind: Character
  let itemBytes: Int
  private let bigEndian: Bool
  private let dataOffset: Int

  var isFloat: Bool { kind == "f" }

  init(_ path: String) throws {
    self.path = path
    let start = try Self.bytes(path, at: 0, count: 12, exact: false)
    guard start.count == 12, Array(start[0..<6]) == [0x93] + Array("NUMPY".utf8) else {
      throw StoreError("\(path) is not a .npy file; write it with numpy.save.")
    }
    let wide = start[6] >= 2
    let length = (wide ? [8, 9, 10, 11] : [8, 9]).reversed().reduce(0) { $0 << 8 | Int(start[$1]) }
    dataOffset = (wide ? 12 : 10) + length
    let header = String(
      decoding: try Self.bytes(path, at: dataOffset - length, count: length, exact: true),
      as: UTF8.self)
    guard let match = header.firstMatch(of: /'descr':\s*'([<>|=])([a-z])(\d+)'/),
      let extent = header.firstMatch(of: /'shape':\s*\(([^)]*)\)/), let size = Int(match.3),
      ["f", "i", "u", "b"].contains(match.2)
    else {
      throw StoreError(
        "\(path) does not hold plain numbers; its header is \(header.prefix(120)). Save an array of"
          + " floats or integers with numpy.save.")
    }
    guard !header.contains("'fortran_order': True") else {
      throw StoreError(
        "\(path) is in Fortran order; save numpy.ascontiguousarray(a) instead.")
    }
    kind = match.2.first ?? "f"
    itemBytes = size
    bigEndian = match.1 == ">"
    shape = extent.1.split(separator: ",").compactMap { part in
      Int(part.filter { $0.isNumber })
    }
  }

  private static func bytes(
    _ path: String, at offset: Int, count: Int, exact: Bool
  ) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw StoreError("\(path) cannot be opened: \(String(cString: strerror(errno))).")
    }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = buffer.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress! + done, count - done, off_t(offset + done))
      }
      guard got > 0 else { break }
      done += got
    }
    guard !exact || done == count else {
      throw StoreError("\(path) is truncated; copy or save it again.")
    }
    return Array(buffer[..<done])
  }

  /// The elements `range`, counted in C order, as doubles.
  func doubles(_ range: Range<Int>) throws -> [Double] {
    guard isFloat, [2, 4, 8].contains(itemBytes) else {
      return try integers(range).map(Double.init)
    }
    let bytes = try Self.bytes(
      path, at: dataOffset + range.lowerBound * itemBytes, count: range.count * itemBytes,
      exact: true)
    return [Double](unsafeUninitializedCapacity: range.count) { target, count in
      bytes.withUnsafeBytes { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        FloatDecoder.decode(
          from, count: range.count, bytes: itemBytes, bigEndian: bigEndian, into: to)
      }
      count = range.count
    }
  }

  func integers(_ range: Range<Int>) throws -> [Int] {
    let bytes = try Self.bytes(
      path, at: dataOffset + range.lowerBound * itemBytes, count: range.count * itemBytes,
      exact: true)
    return (0..<range.count).map { index in
      let item = bytes[index * itemBytes..<(index + 1) * itemBytes]
      let word = (bigEndian ? Array(item) : item.reversed()).reduce(UInt64(0)) {
        $0 << 8 | UInt64($1)
      }
      let unused = UInt64(64 - itemBytes * 8)
      return kind == "i" ? Int(Int64(bitPattern: word << unused) >> Int64(unused)) : Int(word)
    }
  }
}
