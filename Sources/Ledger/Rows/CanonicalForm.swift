/// Bytes that are equal exactly where two specifications are.
struct CanonicalForm {
  private(set) var bytes: [UInt8]

  /// - Parameter version: which form it is.
  init(_ version: String) {
    bytes = []
    bytes.reserveCapacity(1024)
    bytes += version.utf8
  }

  mutating func add(_ text: String) {
    bytes += String(text.utf8.count).utf8
    bytes.append(UInt8(ascii: ":"))
    bytes += text.utf8
    bytes.append(UInt8(ascii: ","))
  }

  mutating func add(_ number: Int) { add(String(number)) }

  mutating func add(_ number: Double) {
    let text = String((number == 0 ? 0 : number).bitPattern, radix: 16)
    add(String(repeating: "0", count: 16 - text.count) + text)
  }

  mutating func add(_ options: [String: String]) {
    add(options.count)
    for (name, value) in options.sorted(by: { Self.precedes($0.key, $1.key) }) {
      add(name)
      add(value)
    }
  }

  /// By bytes, which no Unicode table changes.
  static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}
