import FeatureStatistics
import LinearAlgebra

/// How far from the origin the rows lie together, in standard deviations: what metrics that do not
/// centre the features lose digits to.
struct CommonOffset: Sendable {
  /// |mean| / (sum of the variances)^1/2
  let ratio: Double
  /// Nothing differs between rows.
  private let isConstant: Bool

  /// Inner products of rows hold the square of the offset beside what differs between rows, and so
  /// lose its digits.
  private var lostShare: Double { Double.ulpOfOne * ratio * ratio }

  /// - Parameter variance: the sum over dimensions of the variance of all rows.
  init(mean: [Double], variance: Double) {
    let square = sumOfSquares(mean)
    isConstant = variance == 0
    // Below rounding a variance is not known.
    ratio = (square / max(variance, Double.ulpOfOne * square)).squareRoot()
  }

  init(_ moments: ClassMoments) {
    let deviations = moments.standardDeviations
    self.init(mean: moments.mean, variance: sumOfSquares(deviations))
  }

  /// Digits beyond which scores agree with the official code: fewer are worth a note.
  private static let noted = 1e-9
  /// Of LogME with fewer rows than dimensions, up to 150 times this was lost.
  private static let magnified = 1e-12
  /// Less than two digits are left.
  private static let refused = 1e-2

  /// Whether inner products about the origin lose digits that matter.
  private var losesDigits: Bool { ratio.isFinite && lostShare > Self.noted }
  /// Whether what is solved with them may lose such: small eigenvalues magnify the loss.
  var isFar: Bool { ratio.isFinite && lostShare > Self.magnified }

  /// - Returns: a note where digits are lost.
  /// - Throws: ``MetricError`` where next to none is left.
  func notes(_ metric: String) throws -> [String] {
    guard losesDigits else { return [] }
    guard !isConstant else {
      throw MetricError("\(metric): all rows of the features are the same.")
    }
    let text =
      "the features have a common offset of \(Self.rounded(ratio)) standard deviations, and "
      + "the metric does not centre them"
    guard lostShare <= Self.refused else {
      throw MetricError(
        "\(metric): no digits are left: \(text). Subtract the mean of the features before they are "
          + "stored.")
    }
    return ["\(text): digits below about \(Self.rounded(lostShare)) of the score are lost"]
  }

  /// To one significant digit.
  private static func rounded(_ number: Double) -> String {
    var (mantissa, exponent) = (number, 0)
    while mantissa >= 9.5 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 0.95 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    return "\(Int(mantissa.rounded()))e\(exponent)"
  }
}
