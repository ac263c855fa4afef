import CDeflate
internal import FeatureStatistics
internal import LinearAlgebra
import Platform

/// Class statistics in a file: a header, then as they lie in memory (little endian) the counts, the
/// means, the variances and, row by row, the upper triangle of the scatter.
///
/// Header, 128 bytes: magic (8), version (8), C (8), D (8), 1 with scatter (8), CRC-32 of the content
/// (8), key (64, hexadecimal SHA-256), CRC-32 of the header so far (8), reserved (8). After it the
/// content. CRC-32 finds what a disk or a cut-off copy does to a file, not what an enemy does.
enum StatisticsFile {
  static let version: UInt64 = 1
  private static let magic: UInt64 = 0x5441_5453_4445_5031
  private static let headerWords = 16
  private static let headerBytes = 128

  // MARK: - Writing

  /// - Parameter key: 64 characters.
  static func write(_ reduced: ReducedFeatures, key: String, to descriptor: Int32) -> Bool {
    let moments = reduced.moments
    var header = [UInt64](repeating: 0, count: headerWords)
    header[0] = magic.littleEndian
    header[1] = version.littleEndian
    header[2] = UInt64(moments.classCount).littleEndian
    header[3] = UInt64(moments.dimension).littleEndian
    header[4] = UInt64(reduced.scatter == nil ? 0 : 1).littleEndian
    let packed = reduced.scatter.map { PackedTriangle($0).elements } ?? []
    var checksum: UInt32 = 0
    forEachPart(of: moments, packed) { checksum = crc(checksum, $0) }
    header[5] = UInt64(checksum).littleEndian
    header.withUnsafeMutableBytes { bytes in
      for (index, byte) in key.utf8.prefix(64).enumerated() { bytes[48 + index] = byte }
    }
    header[14] = UInt64(header.withUnsafeBytes { crc(0, .init(rebasing: $0[..<112])) }).littleEndian
    var isWritten = header.withUnsafeBytes { FileDescriptor(descriptor).writeAll($0) }
    forEachPart(of: moments, packed) {
      isWritten = isWritten && FileDescriptor(descriptor).writeAll($0)
    }
    return isWritten
  }

  private static func forEachPart(
    of moments: ClassMoments, _ packed: [Double], body: (UnsafeRawBufferPointer) -> Void
  ) {
    moments.counts.map { Int64($0) }.withUnsafeBytes(body)
    moments.means.elements.withUnsafeBytes(body)
    moments.variances.elements.withUnsafeBytes(body)
    packed.withUnsafeBytes(body)
  }

  // MARK: - Reading

  enum Outcome {
    case absent
    /// A sentence's end: what is wrong with the file.
    case damaged(String)
    case found(ClassMoments, scatter: Matrix?)
  }

  static func read(_ path: String, key: String) -> Outcome {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .absent }
    defer { close(descriptor) }
    var header = [UInt64](repeating: 0, count: headerWords)
    guard header.withUnsafeMutableBytes({ FileDescriptor(descriptor).readAll(at: 0, into: $0) }),
      header[0] == magic.littleEndian
    else { return .damaged("it is cut off or no file of statistics") }
    guard header[1] == version.littleEndian else {
      return .damaged(
        "it has version \(UInt64(littleEndian: header[1])), and this program writes \(version)")
    }
    let checksum = header.withUnsafeBytes { crc(0, .init(rebasing: $0[..<112])) }
    guard UInt64(littleEndian: header[14]) == UInt64(checksum),
      header.withUnsafeBytes({ $0[48..<112].elementsEqual(key.utf8) })
    else { return .damaged("its header is damaged") }
    let shape = Shape(header)
    var status = stat()
    guard fstat(descriptor, &status) == 0, Int(status.st_size) == headerBytes + shape.bytes else {
      return .damaged("it is cut off")
    }
    return content(descriptor, shape, checksum: UInt32(truncatingIfNeeded: header[5]))
  }

  private struct Shape {
    let classes: Int
    let dimension: Int
    let hasScatter: Bool

    init(_ header: [UInt64]) {
      classes = Int(UInt64(littleEndian: header[2]))
      dimension = Int(UInt64(littleEndian: header[3]))
      hasScatter = header[4] != 0
    }

    var triangle: Int { hasScatter ? dimension * (dimension + 1) / 2 : 0 }
    var bytes: Int { 8 * (classes + 2 * classes * dimension + triangle) }
  }

  private static func content(_ descriptor: Int32, _ shape: Shape, checksum: UInt32) -> Outcome {
    var (offset, sum, isRead) = (headerBytes, UInt32(0), true)
    func array<Value: BitwiseCopyable>(_ count: Int, of type: Value.Type) -> [Value] {
      [Value](unsafeUninitializedCapacity: count) { buffer, filled in
        let bytes = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[..<(8 * count)])
        isRead = isRead && FileDescriptor(descriptor).readAll(at: offset, into: bytes)
        if isRead { sum = crc(sum, UnsafeRawBufferPointer(bytes)) }
        offset += 8 * count
        filled = isRead ? count : 0
      }
    }
    let counts = array(shape.classes, of: Int64.self)
    let means = array(shape.classes * shape.dimension, of: Double.self)
    let variances = array(shape.classes * shape.dimension, of: Double.self)
    let packed = array(shape.triangle, of: Double.self)
    guard isRead else { return .damaged("it cannot be read to its end") }
    guard sum == UInt32(littleEndian: checksum) else { return .damaged("its checksum differs") }
    let moments = ClassMoments(
      counts: counts.map { Int($0) },
      means: Matrix(rows: shape.classes, columns: shape.dimension, elements: means),
      variances: Matrix(rows: shape.classes, columns: shape.dimension, elements: variances))
    let scatter =
      shape.hasScatter ? PackedTriangle(size: shape.dimension, elements: packed).unpacked : nil
    return .found(moments, scatter: scatter)
  }

  private static func crc(_ start: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    guard bytes.count > 0 else { return start }
    return libdeflate_crc32(start, bytes.baseAddress, bytes.count)
  }
}
