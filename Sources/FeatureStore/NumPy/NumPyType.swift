/// The element types of .npy files that can be read.
struct NumPyType: Equatable {
  enum Kind: Equatable {
    case float
    /// x86's 80 bits in 12 or 16 bytes.
    case extended
    case signed
    case unsigned
    case bool
    /// UTF-32, padded with zeros.
    case unicode
    /// Bytes, taken as UTF-8, padded with zeros.
    case text
  }

  let kind: Kind
  /// Of one element.
  let bytes: Int
  let isBigEndian: Bool

  /// - Parameter name: as NumPy writes it: byte order, letter, size.
  /// - Returns: nil for types that hold no numbers and no text, or no known ones.
  init?(_ name: String) {
    var rest = Substring(name)
    let order = rest.first.flatMap { "<>|=".contains($0) ? rest.removeFirst() : nil }
    guard let letter = rest.popFirst(), rest.allSatisfy(\.isASCII), rest.allSatisfy(\.isNumber),
      let size = Int(rest), size > 0, size <= 1 << 20
    else { return nil }
    switch (letter, size) {
    case ("f", 2), ("f", 4), ("f", 8): (kind, bytes) = (.float, size)
    case ("f", 12), ("f", 16): (kind, bytes) = (.extended, size)
    case ("i", 1), ("i", 2), ("i", 4), ("i", 8): (kind, bytes) = (.signed, size)
    case ("u", 1), ("u", 2), ("u", 4), ("u", 8): (kind, bytes) = (.unsigned, size)
    case ("b", 1): (kind, bytes) = (.bool, size)
    case ("U", _): (kind, bytes) = (.unicode, 4 * size)
    case ("S", _), ("a", _): (kind, bytes) = (.text, size)
    default: return nil
    }
    // "=" is the order of the machine that wrote, which no file should have; all of ours are little.
    isBigEndian = order == ">"
  }

  var isText: Bool { kind == .unicode || kind == .text }
  var isFloat: Bool { kind == .float || kind == .extended }

  /// The unsigned integer in the bytes of an element.
  func word(_ element: ArraySlice<UInt8>) -> UInt64 {
    (isBigEndian ? Array(element) : element.reversed()).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// An integer or boolean, exactly.
  ///
  /// - Returns: nil for unsigned ones beyond `Int`.
  func integer(_ element: ArraySlice<UInt8>) -> Int? {
    let word = word(element)
    guard kind == .signed else { return Int(exactly: word) }
    let unused = UInt64(64 - bytes * 8)
    return Int(Int64(bitPattern: word << unused) >> Int64(unused))
  }

  /// The characters of an element of text; nil if they are not valid.
  func characters(_ element: ArraySlice<UInt8>) -> String? {
    guard kind == .unicode else {
      let end = element.lastIndex { $0 != 0 }.map { $0 + 1 } ?? element.startIndex
      return String(validating: element[..<end], as: UTF8.self)
    }
    var scalars: [Unicode.Scalar] = []
    for start in stride(from: element.startIndex, to: element.endIndex, by: 4) {
      let code = word(element[start..<start + 4])
      guard code <= UInt64(UInt32.max), let scalar = Unicode.Scalar(UInt32(code)) else {
        return nil
      }
      scalars.append(scalar)
    }
    while scalars.last == "\0" { scalars.removeLast() }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// x86's extended number as a double. Its last six bytes are padding of any content.
  ///
  /// - Returns: nil if a double does not hold it, or if the element may as well be a number of
  ///   another machine, which writes four times a float's bits (binary128) under the same name.
  func extended(_ element: ArraySlice<UInt8>) -> Double? {
    let little = isBigEndian ? Array(element.reversed()) : Array(element)
    guard little.contains(where: { $0 != 0 }) else { return 0 }
    if bytes == 16, Self.mayBeBinary128(little) { return nil }
    let mantissa = little[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let exponent = Int(little[9] & 0x7F) << 8 | Int(little[8])
    let sign = little[9] & 0x80 == 0 ? 1.0 : -1.0
    guard exponent != 0x7FFF else { return mantissa == 1 << 63 ? sign * .infinity : .nan }
    guard mantissa != 0 || exponent != 0 else { return sign * 0 }
    // The leading bit is written out; an element without it is no number of today's machines.
    guard mantissa >> 63 == 1, let whole = Double(exactly: mantissa) else { return nil }
    let value = sign * Double(sign: .plus, exponent: exponent - 16383 - 63, significand: whole)
    return value.isNormal ? value : nil
  }

  /// Whether the last two bytes are an exponent of binary128 within the range of doubles.
  private static func mayBeBinary128(_ little: [UInt8]) -> Bool {
    let exponent = Int(little[15] & 0x7F) << 8 | Int(little[14])
    return (16383 - 1074...16383 + 1024).contains(exponent) || exponent == 0x7FFF
  }
}
