/// A .npy file (format versions 1 to 3). Its header is checked against the size of the file before
/// anything is allocated.
struct NumPyFile: Sendable {
  let type: NumPyType
  /// The type as NumPy writes it, for messages.
  let typeName: String
  let shape: [Int]
  let isFortranOrder: Bool
  /// The product of the shape.
  let count: Int
  private let file: RegularFile
  private let dataOffset: Int

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// NumPy itself writes some 100 bytes.
  private static let longestHeader = 1 << 16

  /// - Throws: ``StoreError``: not a regular file, not a .npy file, a type without numbers or text,
  ///   a size that is not the file's.
  init(_ path: String) throws {
    let file = try RegularFile(path)
    let (header, offset) = try Self.header(of: file)
    guard let type = NumPyType(header.type) else {
      let remedy =
        header.type.hasSuffix("O")
        ? " It holds Python objects, pickled: save numbers, numpy.save(FILE, array.astype(\"float32\"))."
        : ""
      throw StoreError(
        "\(path) has the type \"\(header.type)\", which pedlab does not read; numbers (f2, f4, f8, "
          + "i1 to i8, u1 to u8, b1) and text (U, S) are read.\(remedy)")
    }
    var bytes = type.bytes
    for extent in header.shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
      bytes = overflow ? Int.max : product
    }
    guard bytes == file.size - offset else {
      throw StoreError(
        "\(path): its header says shape \(Self.text(header.shape)) of \(header.type), but "
          + "\(file.size - offset) bytes follow; it is cut off, damaged, or holds several arrays.")
    }
    self.type = type
    (typeName, shape, isFortranOrder) = (header.type, header.shape, header.isFortranOrder)
    count = bytes / type.bytes
    self.file = file
    dataOffset = offset
  }

  var path: String { file.path }

  var shapeText: String { Self.text(shape) }

  private static func text(_ shape: [Int]) -> String {
    "(\(shape.map(String.init).joined(separator: ", ")))"
  }

  /// The bytes of the elements `range`, in the order of the file.
  func bytes(_ range: Range<Int>) throws -> [UInt8] {
    try file.bytes(
      at: dataOffset + range.lowerBound * type.bytes, count: range.count * type.bytes)
  }
}

extension NumPyFile {
  /// The header, and where the elements begin.
  private static func header(of file: RegularFile) throws -> (NumPyHeader, offset: Int) {
    let (path, size) = (file.path, file.size)
    guard size >= 12 else {
      throw StoreError("\(path) is not a .npy file; write it with numpy.save.")
    }
    let start = try file.bytes(at: 0, count: 12)
    guard Array(start[0..<6]) == magic else {
      throw StoreError("\(path) is not a .npy file; write it with numpy.save.")
    }
    guard (1...3).contains(start[6]) else {
      throw StoreError("\(path) has .npy version \(start[6]); versions 1 to 3 are read.")
    }
    let lengthBytes = start[6] == 1 ? 2 : 4
    let length = start[8..<8 + lengthBytes].reversed().reduce(0) { $0 << 8 | Int($1) }
    let offset = 8 + lengthBytes + length
    guard length <= longestHeader, offset <= size else {
      throw StoreError(
        "\(path) claims a header of \(length) bytes; at most \(longestHeader) are read, and the "
          + "file has \(size).")
    }
    let bytes = try file.bytes(at: 8 + lengthBytes, count: length)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw StoreError("\(path) has a header that is not text.")
    }
    do {
      return (try NumPyHeader(text), offset)
    } catch {
      throw StoreError("\(path): its header \(error.clause); write it with numpy.save.")
    }
  }
}
