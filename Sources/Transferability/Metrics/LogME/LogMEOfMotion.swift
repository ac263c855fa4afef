import LinearAlgebra
import Parallel
import Platform

/// LogME of one motion by the algebra of ``LogMEKernel``: C x C factorisations only.
///
/// With S = S(t), f_c = (S^-1)_cc and E = log det(I + F'F / t) = log det(I + W / t) + log det S,
/// all that the fixed point asks of class c are f_c, E and their derivatives by log t:
/// |m|^2 = n_c f_c' / t, |F m - y|^2 = n_c (f_c - f_c'), gamma = -E'.
/// log f_c and E are smooth in log t, so they are evaluated at the points of a Chebyshev panel over
/// the classes' range, one Cholesky factorisation each (see ``LogMECost``), and interpolated for each class and round.
struct LogMEOfMotion {
  private let kernel: LogMEKernel
  private let start: LogMEKernel.Start
  private let evidence: LogMEEvidence
  private let counts: [Double]
  private let system: MovedSystem

  /// The error in the score, estimated from the interpolation, that is not accepted at once.
  private static let tolerance = 1e-10
  /// The estimate up to which rounding of the samples is accepted, which more points do not lessen.
  private static let mostRounding = 1e-9
  /// Higher ones cost more than the D x D eigenproblem that stands behind them.
  private static let largestDegree = 108
  /// Panels that are widened before interpolation is given up.
  private static let widenings = 8
  /// Of log t: how much farther than the class that left a panel the next one reaches.
  private static let headroom = 0.7
  /// Of log t: wider ones would need more points than the largest degree has.
  private static let widestPanel = 16.0

  init(
    _ kernel: LogMEKernel, _ start: LogMEKernel.Start, _ evidence: LogMEEvidence, counts: [Double],
    motion: ClassMotion
  ) {
    self.kernel = kernel
    self.start = start
    self.evidence = evidence
    self.counts = counts
    system = MovedSystem(counts: counts, motion: motion)
  }

  /// Estimates how far t goes under motions of these classes, from where it goes under this one, on a coarse panel;
  /// nil where t is no positive number, or too different from class to class.
  func outlook() throws -> LogMEOutlook? {
    let first = try firstResponses()
    guard let range = firstRange(first), range.width < Self.widestPanel else { return nil }
    var explored = LogMEOutlook.explored(around: range)
    while explored.width < Self.widestPanel {
      switch try walk(ChebyshevPanel(explored, samples: coarseSamples(explored)), first) {
      case .ended(_, let visited, _): return LogMEOutlook(first: range, visited: visited)
      case .failed: return LogMEOutlook(first: range)
      case .left(let reached): explored = LogMEOutlook.explored(explored, reaching: reached)
      }
    }
    return LogMEOutlook(first: range)
  }

  /// Without a table, which would be the wrong one where classes leave the interval.
  private func coarseSamples(_ bounds: ClosedRange<Double>) throws -> Matrix {
    let degree = LogMEOutlook.degree(bounds)
    return try values(at: kernel.exactNodes(at: ChebyshevPanel.points(bounds, degree: degree)))
  }

  /// The evidence, mean over the classes; nil if interpolation is not accurate enough, where the
  /// direct eigenproblem must do.
  ///
  /// - Throws: ``LinearAlgebraError`` if S(t) is singular to working precision.
  func result(_ outlook: LogMEOutlook) throws -> Double? {
    let first = try firstResponses()
    guard var range = firstRange(first) else { return nil }
    range = outlook.expected(range)
    for _ in 0..<Self.widenings {
      guard range.width < Self.widestPanel else { return nil }
      let panel = range.lowerBound...max(range.upperBound, range.lowerBound + 1)
      switch try evidence(on: panel, first, outlook) {
      case .ended(let mean, _, _): return mean
      case .failed: return nil
      case .left(let reached): range = range.union(reached)
      }
    }
    return nil
  }

  private enum Outcome {
    /// The mean evidence, the range of log t, and the error of the mean that interpolation may have
    /// caused.
    case ended(Double, visited: ClosedRange<Double>, error: Double)
    /// Classes left the panel, and got as far as this.
    case left(ClosedRange<Double>)
    case failed
  }

  // MARK: - t = 1

  /// What each class answers at t = 1, with derivatives from M (W + 1)^-2 M'.
  private func firstResponses() throws -> [LogMEResponse] {
    let factor = try system.factor(start.kernel)
    let responses = system.responses(factor)
    let weighed = start.slope.times(responses)
    var slopes = [Double](repeating: 0, count: counts.count)
    var gamma = start.gamma
    for i in counts.indices {
      for c in counts.indices {
        slopes[c] += responses[i, c] * weighed[i, c]
        gamma += weighed[i, c] * system.weighted[c, i]
      }
    }
    return counts.indices.map { c in
      LogMEResponse(
        norm: counts[c] * slopes[c],
        residual: counts[c] * max(factor.inverseDiagonal[c] - slopes[c], 0),
        gamma: gamma)
    }
  }

  /// The range of log t after the first round; nil where t is no positive number.
  private func firstRange(_ first: [LogMEResponse]) -> ClosedRange<Double>? {
    let logs = first.map { response in
      let next = evidence.next(response)
      return log(next.alpha / next.beta)
    }
    guard logs.allSatisfy(\.isFinite), let low = logs.min(), let high = logs.max() else {
      return nil
    }
    return low...high
  }

  // MARK: - Other t

  /// At values of log t, from the table over an interval: a row has log f_c for each class, then
  /// log det(I + F'F / t).
  private func values(at points: [Double], on table: ClosedRange<Double>) throws -> Matrix {
    try values(at: kernel.nodes(at: points, on: table))
  }

  private func values(at nodes: LogMEKernel.Nodes) throws -> Matrix {
    let size = counts.count
    // What takes microseconds is done before another thread has begun.
    let parts = nodes.count * size * size * size < Self.undivided ? 1 : nodes.count
    let samples = try CoreBudget.current.map(count: parts) { part in
      try system.samples(
        nodes, nodes.count * part / parts..<nodes.count * (part + 1) / parts)
    }
    return Matrix(rows: nodes.count, columns: size + 1, elements: samples.flatMap { $0 })
  }

  /// Of nodes times C^3: below, all are computed on one core.
  private static let undivided = 10_000_000

  /// Doubles the degree of the interpolation until its estimated error is small enough, or no longer falls.
  private func evidence(
    on bounds: ClosedRange<Double>, _ first: [LogMEResponse], _ outlook: LogMEOutlook
  ) throws -> Outcome {
    let table = outlook.table(covering: bounds)
    var degree = outlook.degree(of: bounds)
    var samples = try values(at: ChebyshevPanel.points(bounds, degree: degree), on: table)
    var (best, least) = (Outcome.failed, Double.infinity)
    while true {
      let outcome = try walk(ChebyshevPanel(bounds, samples: samples), first)
      guard case .ended(_, _, let error) = outcome, error >= Self.tolerance else {
        return outcome
      }
      let hasFallen = error < least / 2
      if error < least { (best, least) = (outcome, error) }
      degree *= 2
      guard hasFallen, degree <= Self.largestDegree else {
        return least < Self.mostRounding ? best : .failed
      }
      samples = try refined(samples, ChebyshevPanel.points(bounds, degree: degree), table)
    }
  }

  /// The samples at twice as many points: every other one is known.
  private func refined(
    _ samples: Matrix, _ points: [Double], _ table: ClosedRange<Double>
  ) throws -> Matrix {
    let missing = stride(from: 1, to: points.count, by: 2).map { points[$0] }
    let new = try values(at: missing, on: table)
    return Matrix(
      points.indices.map { Array(($0 % 2 == 0 ? samples : new).row($0 / 2)) })
  }

  /// The fixed points of all classes, from the values on a panel.
  private func walk(_ panel: ChebyshevPanel, _ first: [LogMEResponse]) throws -> Outcome {
    var (sum, error) = (0.0, 0.0)
    var (reached, visited): (ClosedRange<Double>?, ClosedRange<Double>?)
    for c in counts.indices {
      let target = PanelTarget(
        panel: panel, first: first[c], index: c, count: counts[c], evidence: evidence)
      do {
        let maximum = try evidence.maximum(of: target)
        sum += maximum.evidence
        error += target.error(maximum)
        guard let range = maximum.logRange else { return .failed }
        visited = range.union(visited)
      } catch let departure as PanelTarget.Departure {
        guard departure.logT.isFinite else { return .failed }
        let ahead =
          departure.logT
          + (departure.logT > panel.bounds.upperBound ? Self.headroom : -Self.headroom)
        reached = (ahead...ahead).union(reached)
      }
    }
    if let reached { return .left(reached) }
    let classes = Double(counts.count)
    guard let visited else { return .failed }
    return .ended(sum / classes, visited: visited, error: error / classes)
  }
}

/// One class's values on a panel.
private struct PanelTarget: LogMETarget {
  /// log f_c, then log det(I + F'F / t)
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
    let (own, all) = try values(t)
    let value = exp(own.value)
    return LogMEResponse(
      norm: count * value * own.slope / t, residual: count * value * max(1 - own.slope, 0),
      gamma: -all.slope)
  }

  func logDeterminant(_ t: Double) throws -> Double {
    try values(t).all.value + evidence.kept * log(t)
  }

  private typealias Values = (own: ChebyshevPanel.Value, all: ChebyshevPanel.Value)

  private func values(_ t: Double) throws -> Values {
    // The bounds were made of logarithms, and t of a first round may lie on one.
    guard panel.bounds.contains(log(t)) else { throw Departure(logT: log(t)) }
    return panel.values(index, panel.count - 1, at: t)
  }

  /// The error of the evidence that interpolation may have caused, through the residual, gamma and
  /// N - gamma: half of the relative error of each; and through |m|^2, where f_c is so near 1 that
  /// rounding hides its slope.
  func error(_ maximum: LogMEMaximum) -> Double {
    let response = maximum.response
    let value = response.residual + response.norm * maximum.t
    let ofGamma = panel.slopeError(panel.count - 1, at: maximum.t)
    let ofNorm =
      panel.slopeRounding * value
      / (response.norm * maximum.t + LogMEEvidence.guardTerm * maximum.t)
    let ofOwn = panel.slopeError(index, at: maximum.t)
    return 0.5
      * (ofOwn * value / (response.residual + LogMEEvidence.guardTerm)
        + ofGamma / response.gamma
        + ofGamma / max(evidence.rows - response.gamma, 1e-300)
        + ofNorm * evidence.dimension / evidence.rows)
  }
}

/// Intervals of log t.
extension ClosedRange<Double> {
  var width: Double { upperBound - lowerBound }

  func union(_ other: ClosedRange<Double>?) -> ClosedRange<Double> {
    guard let other else { return self }
    return Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}
