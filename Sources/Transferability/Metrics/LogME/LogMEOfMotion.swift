import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// LogME of one motion by the algebra of ``LogMEKernel``: C x C factorisations only.
///
/// With S = S(t), f_c = (S^-1)_cc and E = log det(W + t) + log det S, all that the fixed point
/// asks of class c are f_c, E and their derivatives by log t:
/// |m|^2 = n_c f_c' / t, |F m - y|^2 = n_c (f_c - f_c'), gamma = D - E'.
/// log f_c and E are smooth in log t, so they are evaluated at the points of a Chebyshev panel over
/// the classes' range, some 17 Cholesky factorisations, and interpolated for each class and round.
struct LogMEOfMotion {
  private let kernel: LogMEKernel
  private let evidence: LogMEEvidence
  private let counts: [Double]
  /// C x C, n^1/2 B
  private let weighted: Matrix

  /// Errors of interpolation above this are not accepted; relative, in what the evidence is of.
  private static let tolerance = 1e-10
  private static let largestDegree = 96

  init(_ kernel: LogMEKernel, _ evidence: LogMEEvidence, counts: [Double], motion: ClassMotion) {
    self.kernel = kernel
    self.evidence = evidence
    self.counts = counts
    weighted = motion.mixing.scalingRows(by: counts.map { $0.squareRoot() })
  }

  /// Mean evidence over the classes; nil if interpolation is not accurate enough, where the direct
  /// eigenproblem must do.
  ///
  /// - Throws: ``LinearAlgebraError`` if S(t) is singular to working precision.
  func meanEvidence() throws -> Double? {
    let first = try firstResponses()
    var range = firstRange(first)
    for _ in 0..<8 {
      guard let bounds = LogMERange.panel(covering: range) else { return nil }
      switch try evidence(on: bounds, first) {
      case .mean(let mean): return mean
      case .inaccurate: return nil
      case .left(let reached): range = range.union(reached)
      }
    }
    return nil
  }

  private enum Outcome {
    case mean(Double)
    /// Classes left the panel, and got as far as this.
    case left(ClosedRange<Double>)
    case inaccurate
  }

  // MARK: - t = 1

  /// What each class answers at t = 1, with derivatives from M (W + 1)^-2 M'.
  private func firstResponses() throws -> [LogMEResponse] {
    let start = try kernel.start()
    let factor = try Cholesky(moved(start.node.root))
    let inverse = factor.inverseDiagonal()
    let half = factor.solveLower(weighted.timesLower(start.slopeRoot))
    let slopes = factor.solveUpper(half)
    let gamma =
      evidence.dimension - start.inverseTrace + half.elements.reduce(0) { $0 + $1 * $1 }
    return counts.indices.map { c in
      let slope = slopes.row(c).reduce(0) { $0 + $1 * $1 }
      return LogMEResponse(
        norm: counts[c] * slope, residual: counts[c] * max(inverse[c] - slope, 0), gamma: gamma)
    }
  }

  /// The range of log t after the first round, with room ahead: t goes on the way it began.
  private func firstRange(_ first: [LogMEResponse]) -> ClosedRange<Double> {
    let logs = first.map { response in
      let next = evidence.next(response)
      return log(next.alpha / next.beta)
    }
    let (low, high) = (logs.min() ?? 0, logs.max() ?? 0)
    return (low < 0 ? low - 0.7 : low)...(high > 0 ? high + 0.7 : high)
  }

  // MARK: - Other t

  /// S(t) in the lower triangle, from the root of K(t).
  private func moved(_ root: Matrix) -> Matrix {
    var result = Matrix.identity(counts.count)
    result.addRowGram(of: weighted.timesLower(root), factor: 1)
    return result
  }

  /// log f_c for each class, then E.
  private func sample(_ logT: Double) throws -> [Double] {
    let node = try kernel.node(exp(logT))
    let factor = try Cholesky(moved(node.root))
    return factor.inverseDiagonal().map { log($0) }
      + [node.logDeterminant + factor.logDeterminant]
  }

  /// Doubles the degree of the interpolation until its estimated error is small enough.
  private func evidence(
    on bounds: ClosedRange<Double>, _ first: [LogMEResponse]
  ) throws -> Outcome {
    var degree = LogMERange.degree(bounds)
    var samples: [Double: [Double]] = [:]
    while degree <= Self.largestDegree {
      let points = ChebyshevPanel.points(bounds, degree: degree)
      for point in points where samples[point] == nil { samples[point] = try sample(point) }
      let panel = ChebyshevPanel(bounds, samples: Matrix(points.map { samples[$0] ?? [] }))
      let outcome = try evidence(from: panel, first)
      guard case .inaccurate = outcome else { return outcome }
      degree *= 2
    }
    return .inaccurate
  }

  private func evidence(
    from panel: ChebyshevPanel, _ first: [LogMEResponse]
  ) throws -> Outcome {
    var (sum, worst) = (0.0, 0.0)
    var reached: ClosedRange<Double>?
    for c in counts.indices {
      let target = PanelTarget(
        panel: panel, first: first[c], index: c, count: counts[c], evidence: evidence)
      do {
        let maximum = try evidence.maximum(of: target)
        sum += maximum.evidence
        worst = max(worst, target.error(maximum))
      } catch let departure as PanelTarget.Departure {
        let ahead = departure.logT + (departure.logT > panel.bounds.upperBound ? 0.7 : -0.7)
        reached = reached?.union(ahead...ahead) ?? ahead...ahead
      }
    }
    if let reached { return .left(reached) }
    return worst < Self.tolerance ? .mean(sum / Double(counts.count)) : .inaccurate
  }
}

/// A class, by what a panel says of it.
private struct PanelTarget: LogMETarget {
  let panel: ChebyshevPanel
  /// At t = 1, which the panel need not cover.
  let first: LogMEResponse
  let index: Int
  let count: Double
  let evidence: LogMEEvidence

  /// t left the range of the panel.
  struct Departure: Error {
    let logT: Double
  }

  func response(_ t: Double) throws -> LogMEResponse {
    if t == 1 { return first }
    let place = try place(t)
    let (logValue, slope) = panel.value(index, at: place)
    let value = exp(logValue)
    return LogMEResponse(
      norm: count * value * slope / t, residual: count * value * max(1 - slope, 0),
      gamma: evidence.dimension - panel.value(panel.count - 1, at: place).slope)
  }

  func logDeterminant(_ t: Double) throws -> Double {
    let place = try place(t)
    return panel.value(panel.count - 1, at: place).value
      - (evidence.dimension - evidence.kept) * place
  }

  private func place(_ t: Double) throws -> Double {
    let place = log(t)
    guard panel.bounds.contains(place) else { throw Departure(logT: place) }
    return place
  }

  /// Relative error of the residual, of gamma and of N - gamma that interpolation may have caused.
  func error(_ maximum: LogMEMaximum) -> Double {
    let response = maximum.response
    let value = response.residual + response.norm * maximum.t
    let ofResidual = panel.slopeError(index) * value / (response.residual + 1e-5)
    let ofGamma = panel.slopeError(panel.count - 1)
    return max(
      ofResidual, ofGamma / response.gamma, ofGamma / max(evidence.rows - response.gamma, 1e-300))
  }
}

/// Which panels there are: few, so that motions share the nodes of ``LogMEKernel``.
enum LogMERange {
  private static let widths = [1.5, 2, 3, 4, 6, 8, 12, 16, 24]

  /// The narrowest panel, placed at multiples of a quarter of its width, that covers a range of
  /// log t; nil if none does.
  static func panel(covering range: ClosedRange<Double>) -> ClosedRange<Double>? {
    guard range.lowerBound.isFinite, range.upperBound.isFinite else { return nil }
    for width in widths {
      let lower = (range.lowerBound / (width / 4)).rounded(.down) * (width / 4)
      if lower + width >= range.upperBound { return lower...(lower + width) }
    }
    return nil
  }

  /// The degree to begin with, which is enough nearly always.
  static func degree(_ panel: ClosedRange<Double>) -> Int {
    switch panel.upperBound - panel.lowerBound {
    case ...1.5: 8
    case ...3: 12
    case ...4: 16
    case ...8: 24
    default: 48
    }
  }
}

extension ClosedRange<Double> {
  fileprivate func union(_ other: ClosedRange<Double>) -> ClosedRange<Double> {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}
