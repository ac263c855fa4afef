/// The few Python literals that a .npy header may have.
struct NumPyHeaderParser {
  enum Value: Equatable {
    case text(String)
    case bool(Bool)
    case tuple([Int])
    /// A structured type; what it holds is of no use here.
    case list
  }

  /// A clause about the header, without a full stop.
  struct Problem: Error, Equatable {
    let clause: String
    init(_ clause: String) { self.clause = clause }
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func dictionary() throws(Problem) -> [String: Value] {
    try expect("{")
    var values: [String: Value] = [:]
    while !take("}") {
      let key = try text()
      try expect(":")
      guard values.updateValue(try value(), forKey: key) == nil else {
        throw Problem("has the key \"\(key)\" twice")
      }
      guard take(",") else {
        try expect("}")
        break
      }
    }
    skipBlanks()
    guard position == bytes.count else { throw Problem("goes on after its dictionary") }
    return values
  }

  private mutating func value() throws(Problem) -> Value {
    skipBlanks()
    switch position < bytes.count ? bytes[position] : 0 {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "("): return .tuple(try tuple())
    case UInt8(ascii: "["):
      try skipList()
      return .list
    default:
      switch word() {
      case "True": return .bool(true)
      case "False": return .bool(false)
      case let other: throw Problem("has \"\(other)\" where a value belongs")
      }
    }
  }

  private mutating func text() throws(Problem) -> String {
    skipBlanks()
    guard position < bytes.count, bytes[position] == 0x27 || bytes[position] == 0x22 else {
      throw Problem("has no text where one belongs")
    }
    let quote = bytes[position]
    guard let end = bytes[(position + 1)...].firstIndex(of: quote) else {
      throw Problem("opens a quote and never closes it")
    }
    defer { position = end + 1 }
    return String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
  }

  /// Whole numbers in parentheses; Python 2 wrote them with an L.
  private mutating func tuple() throws(Problem) -> [Int] {
    try expect("(")
    var sizes: [Int] = []
    while !take(")") {
      skipBlanks()
      let written = word()
      let digits = written.hasSuffix("L") ? String(written.dropLast()) : written
      guard let size = Int(digits), !digits.hasPrefix("+") else {
        throw Problem("has \"\(written)\" in its shape, which is not a size")
      }
      sizes.append(size)
      guard take(",") else {
        try expect(")")
        break
      }
    }
    return sizes
  }

  private mutating func skipList() throws(Problem) {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      default: break
      }
      position += 1
      if depth == 0 { return }
    }
    throw Problem("opens a bracket and never closes it")
  }

  /// What stands before the next blank or mark.
  private mutating func word() -> String {
    let start = position
    let ends = Array(" \t\n\r,:(){}[]'\"".utf8)
    while position < bytes.count, !ends.contains(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ mark: Unicode.Scalar) throws(Problem) {
    guard take(mark) else { throw Problem("has no \"\(mark)\" where one belongs") }
  }
}
