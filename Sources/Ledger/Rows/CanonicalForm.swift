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
    var text = text
    text.withUTF8 { add($0) }
  }

  mutating func add(_ number: Int) { add(String(number)) }

  mutating func add(_ number: Double) {
    let bits = (number == 0 ? 0 : number).bitPattern
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { digits in
      for place in 0..<16 {
        let digit = UInt8(truncatingIfNeeded: bits >> UInt64(60 - 4 * place) & 15)
        digits[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
      }
      add(UnsafeBufferPointer(digits))
    }
  }

  private mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    addDecimal(text.count)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: text)
    bytes.append(UInt8(ascii: ","))
  }

  private mutating func addDecimal(_ count: Int) {
    if count >= 10 { addDecimal(count / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(count % 10))
  }

  mutating func add(_ options: [String: String]) {
    add(options.count)
    guard !options.isEmpty else { return }
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
