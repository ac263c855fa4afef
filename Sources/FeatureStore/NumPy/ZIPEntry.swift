/// What the directory of a ZIP archive says of an entry. None of it is checked.
struct ZIPEntry {
  let name: String
  let isEncrypted: Bool
  let method: Int
  let checksum: UInt32
  let packedSize: Int
  let size: Int
  /// Where its own header begins.
  let offset: Int

  static let stored = 0
  static let deflated = 8
  /// A deflated byte stands for at most so many.
  static let mostExpansion = 1032
}
