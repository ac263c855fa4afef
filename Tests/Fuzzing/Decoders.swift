// What libFuzzer calls: bytes of anybody for each decoder that pedlab has itself. `Scripts/fuzz-decoders`
// compiles this with the decoders' own files into one module.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private let shapes = [(rows: 8, columns: 3), (rows: 1, columns: 1), (rows: 16, columns: 64)]
private let types: [ElementType] = [
  .float(bytes: 4, bigEndian: false), .float(bytes: 2, bigEndian: true),
  .float(bytes: 8, bigEndian: false),
]
private let filters = [[2], [1], [2, 1], [32000], [2, 32000]]

/// - Returns: always 0, as libFuzzer wants it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  guard let data, size > 3 else { return 0 }
  let bytes = UnsafeRawBufferPointer(start: data + 3, count: size - 3)
  let option = Int(data[1])
  switch data[0] % 8 {
  case 0: expand(bytes, room: 8 * option)
  case 1: decodeChunk(bytes, option: option, mask: UInt32(data[2]))
  case 2: _ = try? NumPyHeader(String(decoding: bytes, as: UTF8.self))
  case 3: readElement(bytes, nameLength: option % 8)
  case 4: _ = TraceCodec.decode(Array(bytes))
  case 5: unpack(bytes)
  case 6: _ = try? CSVTable(text: String(decoding: bytes, as: UTF8.self), name: "f.csv")
  default: _ = try? Expression(String(decoding: bytes, as: UTF8.self), columns: ["x", "y"])
  }
  return 0
}

private func expand(_ bytes: UnsafeRawBufferPointer, room: Int) {
  let target = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
  defer { target.deallocate() }
  _ = LZFFilter.expand(bytes, into: target)
}

private func decodeChunk(_ bytes: UnsafeRawBufferPointer, option: Int, mask: UInt32) {
  let (shape, type) = (shapes[option % 3], types[option / 3 % 3])
  let description = DatasetDescription(
    file: "f", path: "/d", shape: [2 * shape.rows, shape.columns], type: type,
    layout: .chunked([shape.rows, shape.columns]),
    filters: filters[option / 9 % 5].map { .init(identifier: $0, name: "x") },
    storageSize: bytes.count)
  guard let decoder = ChunkDecoder(description) else { return }
  let stride = shape.columns * type.byteCount
  let target = UnsafeMutableRawPointer.allocate(byteCount: shape.rows * stride, alignment: 16)
  defer { target.deallocate() }
  try? decoder.decode(bytes, mask: mask, into: target, stride: stride, columns: shape.columns)
}

/// The name of a NumPy type, then an element.
private func readElement(_ bytes: UnsafeRawBufferPointer, nameLength: Int) {
  let name = String(decoding: bytes.prefix(nameLength), as: UTF8.self)
  guard let type = NumPyType(name), type.bytes <= bytes.count else { return }
  let element = Array(bytes)[0..<type.bytes]
  if type.isText {
    _ = type.characters(element)
  } else if type.kind == .extended {
    _ = type.extended(element)
  } else {
    _ = type.integer(element)
  }
}

/// A file in memory, since archives are read where they lie.
private let archive = "/dev/shm/pedlab-fuzz-\(getpid())"

/// All entries of an archive.
private func unpack(_ bytes: UnsafeRawBufferPointer) {
  let file = open(archive, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  _ = write(file, bytes.baseAddress, bytes.count)
  close(file)
  defer { unlink(archive) }
  guard let found = try? ZIPArchive(archive) else { return }
  for name in found.names { _ = try? found.content(name) }
}
