/// A path that equals another if their bytes are the same: to Swift, names that differ in their
/// Unicode normalisation are equal, to a file system they are not.
struct ExactPath: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (first: ExactPath, second: ExactPath) -> Bool {
    first.text.utf8.elementsEqual(second.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(0xff as UInt8)
  }
}
