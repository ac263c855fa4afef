import Platform

/// Numbers as text: the one place where a number becomes characters, for people and for programs.
package enum Printed {
  /// Whole numbers below this are written without exponent, as Swift itself does.
  private static let largestWhole = 0x1p54

  /// The shortest text that reads back to the same bits; a whole number without a point: `1`, `0.1`,
  /// `1e-07`, `-0`, `nan`, `-inf`.
  package static func exact(_ value: Double) -> String {
    guard value == value.rounded(), abs(value) < largestWhole else { return "\(value)" }
    return value == 0 && value.sign == .minus ? "-0" : "\(Int64(value))"
  }

  /// Rounded to a number of decimals (half away from zero in the decimal expansion of the double);
  /// never `-0.00`.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return exact(value) }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (abs(value) * scale).rounded()
    // Above, a double has no decimals left.
    guard scaled < 0x1p53 else { return exact(value) }
    var figures = "\(Int64(scaled))"
    while figures.count <= decimals { figures = "0" + figures }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + figures }
    return sign + figures.dropLast(decimals) + "." + figures.suffix(decimals)
  }

  /// As ``fixed(_:decimals:)``; an em dash for what is undefined.
  package static func fixed(_ value: Double?, decimals: Int, missing: String = "—") -> String {
    guard let value, !value.isNaN else { return missing }
    return fixed(value, decimals: decimals)
  }

  /// Up to `digits` significant digits without trailing zeros, as C's `%g` writes them: `0.03162`,
  /// `1.2e-07`. For values that were measured; a parameter is printed ``exact(_:)``, so that it can be
  /// pasted into a condition or a plan.
  package static func significant(_ value: Double, digits: Int = 4) -> String {
    formatted("%.*g", digits, value)
  }

  /// In scientific form with `digits` digits after the point, as C's `%e` writes it: `1.2e-07`.
  package static func scientific(_ value: Double, digits: Int = 1) -> String {
    formatted("%.*e", digits, value)
  }

  /// The number that ``significant(_:digits:)`` prints.
  package static func rounded(_ value: Double, digits: Int) -> Double {
    guard value.isFinite, let rounded = Double(significant(value, digits: digits)) else {
      return value
    }
    return rounded
  }

  private static func formatted(_ format: String, _ digits: Int, _ value: Double) -> String {
    var text = [CChar](repeating: 0, count: 64)
    _ = withVaList([Int32(digits), value]) { vsnprintf(&text, text.count, format, $0) }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
