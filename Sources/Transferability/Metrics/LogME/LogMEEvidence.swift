import Platform

/// What one target y says of a regulariser t = alpha / beta.
struct LogMEResponse {
  /// |m|^2 with m = (F'F + t)^-1 F'y
  let norm: Double
  /// |F m - y|^2
  let residual: Double
  /// sum over the eigenvalues sigma of F'F of sigma / (sigma + t)
  let gamma: Double
}

/// A target as the fixed point of LogME sees it.
protocol LogMETarget {
  func response(_ t: Double) throws -> LogMEResponse
  /// Sum of log(sigma + t) over the eigenvalues that count.
  func logDeterminant(_ t: Double) throws -> Double
}

/// Where the fixed point of a target ended.
struct LogMEMaximum {
  /// log evidence / N
  let evidence: Double
  /// The last response, and the t that it is of.
  let response: LogMEResponse
  let t: Double
  /// Of log t from the second round to the end; nil where t is no positive number.
  let logRange: ClosedRange<Double>?
  /// alpha and beta after the last round
  let end: (alpha: Double, beta: Double)
}

/// The evidence of a target, maximised over alpha and beta by the official fixed point.
struct LogMEEvidence {
  let rows: Double
  let dimension: Double
  /// Eigenvalues that count: all D, or N if N <= D (fixed_point).
  let kept: Double
  let variant: LogME.Variant
  let charge: Charge

  /// What log alpha / 2 is multiplied by in the evidence.
  enum Charge {
    /// D, as it should be
    case dimension
    /// gamma, the directions that the data determine
    case effectiveDimension
  }

  /// Whether classes are independent of each other and the interpolation of ``LogMEOfMotion`` knows
  /// its errors.
  var isOfficial: Bool {
    [.fixedPoint, .icml].contains(variant) && charge == .dimension
  }

  /// Whether the iteration is that of the ICML paper: all D eigenvalues, and a coarser end.
  private var isICML: Bool { [.icml, .tllib].contains(variant) }

  /// Added to |m|^2 and the residual before they divide.
  private var guardTerm: Double { variant == .tllib ? 0 : Self.guardTerm }

  init(rows: Int, dimension: Int, variant: LogME.Variant, charge: Charge = .dimension) {
    self.rows = Double(rows)
    self.dimension = Double(dimension)
    self.variant = variant
    self.charge = charge
    kept = Double([.icml, .tllib].contains(variant) || rows > dimension ? dimension : rows)
  }

  /// What the official code adds to |m|^2 and |F m - y|^2 before it divides by them.
  static let guardTerm = 1e-5
  /// The official number of rounds, and the relative changes of t that end them.
  private static let (rounds, tolerance, icmlTolerance) = (11, 1e-3, 1e-2)

  /// alpha and beta after a round.
  func next(_ response: LogMEResponse) -> (alpha: Double, beta: Double) {
    (
      response.gamma / (response.norm + guardTerm),
      (rows - response.gamma) / (response.residual + guardTerm)
    )
  }

  /// - Parameter start: alpha and beta before the first round.
  func maximum(
    of target: some LogMETarget, from start: (alpha: Double, beta: Double) = (1, 1)
  ) throws -> LogMEMaximum {
    let tolerance = isICML ? Self.icmlTolerance : Self.tolerance
    var (alpha, beta) = start
    var t = 1.0
    var response = LogMEResponse(norm: 0, residual: 0, gamma: 0)
    var (lowest, highest) = (Double.infinity, 0.0)
    for _ in 0..<Self.rounds {
      t = alpha / beta
      response = try target.response(t)
      (alpha, beta) = next(response)
      (lowest, highest) = (min(lowest, alpha / beta), max(highest, alpha / beta))
      if abs(alpha / beta - t) / t <= tolerance { break }
    }
    let extra = isICML ? guardTerm : 0
    let determinant = try kept * log(beta) + target.logDeterminant(alpha / beta)
    let charged = charge == .dimension ? dimension : response.gamma
    let evidence =
      charged / 2 * log(alpha) + rows / 2 * log(beta) - determinant / 2
      - beta / 2 * (response.residual + extra) - alpha / 2 * (response.norm + extra)
    let isPositive = lowest > 0 && highest < .infinity && lowest <= highest
    return LogMEMaximum(
      evidence: (evidence - rows / 2 * log(2 * Double.pi)) / rows, response: response, t: t,
      logRange: isPositive ? log(lowest)...log(highest) : nil, end: (alpha, beta))
  }
}
