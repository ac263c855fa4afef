/// Numbers as tables print them.
package enum Decimal {
  /// Rounded to `digits` decimals (half away from zero in the decimal expansion of the double);
  /// never "-0.00".
  package static func text(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    var figures = "\(Int64(scaled))"
    while figures.count <= digits { figures = "0" + figures }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard digits > 0 else { return sign + figures }
    return sign + figures.dropLast(digits) + "." + figures.suffix(digits)
  }

  /// An em dash for what is undefined.
  package static func text(_ value: Double?, digits: Int, missing: String = "—") -> String {
    guard let value, !value.isNaN else { return missing }
    return text(value, digits: digits)
  }
}
