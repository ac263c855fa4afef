/// The Sobol sequence in up to 20 dimensions, shifted by a digital shift.
///
/// Direction numbers: S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better
/// two-dimensional projections", SIAM J. Sci. Comput. 30 (2008), table new-joe-kuo-6.
package struct SobolSequence: Sendable {
  /// As many as there are direction numbers for.
  package static let maximumDimensions = 20

  /// (degree, coefficients, initial numbers) of dimensions 2 to 20.
  private static let table: [(degree: Int, coefficients: UInt32, initial: [UInt32])] = [
    (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]),
    (4, 4, [1, 3, 5, 13]), (5, 2, [1, 1, 5, 5, 17]), (5, 4, [1, 1, 5, 5, 5]),
    (5, 7, [1, 1, 7, 11, 19]), (5, 11, [1, 1, 5, 1, 1]), (5, 13, [1, 1, 1, 3, 11]),
    (5, 14, [1, 3, 5, 5, 31]), (6, 1, [1, 3, 3, 9, 7, 49]), (6, 13, [1, 1, 1, 15, 21, 21]),
    (6, 16, [1, 3, 1, 13, 27, 49]), (6, 19, [1, 1, 1, 15, 7, 5]), (6, 22, [1, 3, 1, 15, 13, 25]),
    (6, 25, [1, 1, 5, 5, 19, 61]), (7, 1, [1, 3, 7, 11, 23, 15, 103]),
  ]

  private let directions: [[UInt32]]
  private var state: [UInt32]
  private var index: UInt32 = 0

  /// - Parameter shift: one word a dimension, XORed onto every point; zeros give the plain
  ///   sequence, whose first point is the origin.
  package init(shift: [UInt32]) {
    precondition(
      (1...Self.maximumDimensions).contains(shift.count),
      "a Sobol sequence of \(shift.count) dimensions; 1 to \(Self.maximumDimensions) are known")
    directions = shift.indices.map(Self.directionNumbers)
    state = shift
  }

  /// The next point, in [0, 1) per dimension.
  package mutating func next() -> [Double] {
    let point = state.map { Double($0) / 4_294_967_296 }
    let bit = (~index).trailingZeroBitCount
    for dimension in state.indices { state[dimension] ^= directions[dimension][bit] }
    index += 1
    return point
  }

  private static func directionNumbers(dimension: Int) -> [UInt32] {
    guard dimension > 0 else { return (0..<32).map { 1 << (31 - UInt32($0)) } }
    let (degree, coefficients, initial) = table[dimension - 1]
    var numbers = initial.enumerated().map { $1 << (31 - UInt32($0)) }
    for i in degree..<32 {
      var value = numbers[i - degree] ^ (numbers[i - degree] >> UInt32(degree))
      for k in 1..<max(degree, 1) where (coefficients >> UInt32(degree - 1 - k)) & 1 == 1 {
        value ^= numbers[i - k]
      }
      numbers.append(value)
    }
    return numbers
  }
}
