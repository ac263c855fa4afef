/// LAPACK's single-letter options.
enum LAPACKFlag {
  static let upper = CChar(UInt8(ascii: "U"))
  static let lower = CChar(UInt8(ascii: "L"))
  static let noVectors = CChar(UInt8(ascii: "N"))
  static let nonUnit = CChar(UInt8(ascii: "N"))
  static let vectors = CChar(UInt8(ascii: "V"))
  static let small = CChar(UInt8(ascii: "S"))
  static let transpose = CChar(UInt8(ascii: "T"))
  static let oneNorm = CChar(UInt8(ascii: "1"))
  static let left = CChar(UInt8(ascii: "L"))
}
