import Foundation

/// What eyes make of colours: WCAG 2 contrast, and CIE76 differences as seen with a deficiency.
enum Colour {
  struct Sight {
    let name: String
    /// On linear RGB: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, IEEE TVCG 2009, severity 1.
    let matrix: [[Double]]
  }

  static let sights = [
    Sight(name: "normal", matrix: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    Sight(
      name: "protanope",
      matrix: [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]),
    Sight(
      name: "deuteranope",
      matrix: [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]),
    Sight(
      name: "tritanope",
      matrix: [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]),
  ]

  static func contrast(_ first: String, _ second: String) -> Double {
    let levels = [first, second].map { dot([0.2126, 0.7152, 0.0722], linear($0)) + 0.05 }
    return max(levels[0], levels[1]) / min(levels[0], levels[1])
  }

  static func difference(_ first: String, _ second: String, _ sight: Sight) -> Double {
    let (a, b) = (lab(linear(first), sight), lab(linear(second), sight))
    return zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  private static func linear(_ hex: String) -> [Double] {
    let digits = Array(hex.dropFirst())
    return stride(from: 0, to: 6, by: 2).map { index in
      let share = Double(Int(String(digits[index...(index + 1)]), radix: 16) ?? 0) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
  }

  private static func lab(_ linear: [Double], _ sight: Sight) -> [Double] {
    let seen = sight.matrix.map { min(1, max(0, dot($0, linear))) }
    let rows = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    let f = zip(rows, [0.9505, 1, 1.089]).map { row, white in
      let value = dot(row, seen) / white
      return value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
