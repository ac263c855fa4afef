import CCrypto

/// SHA-256 (FIPS 180-4) by OpenSSL, which uses the processor's instructions for it.
package enum SHA256 {
  /// The digest of `bytes` as 64 lower-case hex digits.
  package static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digest in
      _ = CCrypto.SHA256(bytes, bytes.count, digest.baseAddress)
      return String(unsafeUninitializedCapacity: 64) { text in
        for (index, byte) in digest.enumerated() {
          text[2 * index] = digits[Int(byte >> 4)]
          text[2 * index + 1] = digits[Int(byte & 15)]
        }
        return 64
      }
    }
  }
}
