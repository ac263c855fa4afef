import CCrypto

/// SHA-256 of a dataset's content: the leaves are pieces of rows, so that they can be hashed by
/// several threads, and the root is over the element type, the shape, and the leaves in order.
/// Chunking, compression and the name of the file do not enter.
enum ContentDigest {
  static func leaf(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    _ = SHA256(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, &digest)
    return digest
  }

  /// - Parameter reading: what else decides the values, such as pooling; empty for nothing.
  static func root(
    type: ElementType, shape: [Int], reading: String = "", leaves: [[UInt8]]
  ) -> String {
    let line = reading.isEmpty ? "" : reading + "\n"
    let header = Array("pedlab-content-2 \(type.name) \(shape)\n\(line)".utf8)
    return hex((header + leaves.joined()).withUnsafeBytes { leaf($0) })
  }

  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
