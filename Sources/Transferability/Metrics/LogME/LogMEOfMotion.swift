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
/// With S = S(t), f_c = (S^-1)_cc and E = log det(I + F'F / t) = log det(I + W / t) + log det S,
/// all that the fixed point asks of class c are f_c, E and their derivatives by log t:
/// |m|^2 = n_c f_c' / t, |F m - y|^2 = n_c (f_c - f_c'), gamma = -E'.
/// log f_c and E are smooth in log t, so they are evaluated at the points of a Chebyshev panel over
/// the classes' range, 13 to 27 Cholesky factorisations, and interpolated for each class and round.
struct LogMEOfMotion {
  private let kernel: LogMEKernel
  private let evidence: LogMEEvidence
  private let counts: [Double]
  private let system: MovedSystem

  /// The error in the score, estimated from the interpolation, that is not accepted.
  private static let tolerance = 1e-10
  private static let largestDegree = 108

  init(_ kernel: LogMEKernel, _ evidence: LogMEEvidence, counts: [Double], motion: ClassMotion) {
    self.kernel = kernel
    self.evidence = evidence
    self.counts = counts
    system = MovedSystem(counts: counts, motion: motion)
  }

  /// How far log t goes beyond its range after the first round.
  struct Outlook: Sendable {
    let below: Double
    let above: Double
  }

  /// Where log t goes, from a wide panel of few points: a guide of two digits for a fraction of the
  /// cost of a score; nil if that is too coarse.
  func outlook() throws -> Outlook? {
    let first = try firstResponses()
    guard let start = firstRange(first) else { return nil }
    let bounds = (start.lowerBound - 3)...(start.upperBound + 3)
    let points = ChebyshevPanel.points(bounds, degree: 12)
    let panel = ChebyshevPanel(bounds, samples: Matrix(try values(at: points)))
    guard case .ended(_, let visited, _) = try walk(panel, first) else { return nil }
    return Outlook(
      below: start.lowerBound - visited.lowerBound, above: visited.upperBound - start.upperBound)
  }

  /// The evidence, mean over the classes; nil if interpolation is not accurate enough, where the
  /// direct eigenproblem must do.
  ///
  /// - Parameter outlook: what to expect: a wrong one costs time.
  /// - Throws: ``LinearAlgebraError`` if S(t) is singular to working precision.
  func result(_ outlook: Outlook) throws -> Double? {
    let first = try firstResponses()
    guard let start = firstRange(first) else { return nil }
    var range = (start.lowerBound - outlook.below)...(start.upperBound + outlook.above)
    for _ in 0..<8 {
      guard let bounds = LogMERange.panel(covering: range) else { return nil }
      switch try evidence(on: bounds, first) {
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
    let start = try kernel.start()
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

  /// log f_c for each class, then log det(I + F'F / t).
  private func sample(_ node: LogMEKernel.Node) throws -> [Double] {
    let factor = try system.factor(node.kernel)
    return factor.inverseDiagonal.map { log($0) }
      + [factor.logDeterminant + node.logDeterminantRatio]
  }

  /// The samples at values of log t. What another thread is preparing is left for later.
  private func values(at points: [Double]) throws -> [[Double]] {
    let early = try CoreBudget.shared.map(count: points.count) { index in
      try kernel.nodeUnlessBusy(exp(points[index])).map(sample)
    }
    return try zip(points, early).map { try $1 ?? sample(kernel.node(exp($0))) }
  }

  /// Doubles the degree of the interpolation until its estimated error is small enough.
  private func evidence(
    on bounds: ClosedRange<Double>, _ first: [LogMEResponse]
  ) throws -> Outcome {
    var degree = LogMERange.degree(bounds)
    var samples: [Double: [Double]] = [:]
    while degree <= Self.largestDegree {
      let points = ChebyshevPanel.points(bounds, degree: degree)
      let missing = points.filter { samples[$0] == nil }
      samples.merge(zip(missing, try values(at: missing))) { $1 }
      let panel = ChebyshevPanel(bounds, samples: Matrix(points.map { samples[$0] ?? [] }))
      let outcome = try walk(panel, first)
      if case .ended(_, _, let error) = outcome, error >= Self.tolerance {
        degree *= 2
        continue
      }
      return outcome
    }
    return .failed
  }

  /// The fixed points of all classes, by what a panel says.
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
        let ahead = departure.logT + (departure.logT > panel.bounds.upperBound ? 0.7 : -0.7)
        reached = (ahead...ahead).union(reached)
      }
    }
    if let reached { return .left(reached) }
    let classes = Double(counts.count)
    guard let visited else { return .failed }
    return .ended(sum / classes, visited: visited, error: error / classes)
  }
}

/// A class, by what a panel says of it.
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
    let place = try place(t)
    let (logValue, slope) = panel.value(index, at: place)
    let value = exp(logValue)
    return LogMEResponse(
      norm: count * value * slope / t, residual: count * value * max(1 - slope, 0),
      gamma: -panel.value(panel.count - 1, at: place).slope)
  }

  func logDeterminant(_ t: Double) throws -> Double {
    let place = try place(t)
    return panel.value(panel.count - 1, at: place).value + evidence.kept * place
  }

  private func place(_ t: Double) throws -> Double {
    let place = log(t)
    guard panel.bounds.contains(place) else { throw Departure(logT: place) }
    return place
  }

  /// The error of the evidence that interpolation may have caused, through the residual, gamma and
  /// N - gamma: half of the relative error of each; and through |m|^2, where f_c is so near 1 that
  /// rounding hides its slope.
  func error(_ maximum: LogMEMaximum) -> Double {
    let response = maximum.response
    let value = response.residual + response.norm * maximum.t
    let place = log(maximum.t)
    let ofGamma = panel.slopeError(panel.count - 1, at: place)
    let ofNorm = panel.slopeRounding * value / (response.norm * maximum.t + 1e-5 * maximum.t)
    return 0.5
      * (panel.slopeError(index, at: place) * value / (response.residual + 1e-5) + ofGamma
        / response.gamma
        + ofGamma / max(evidence.rows - response.gamma, 1e-300)
        + ofNorm * evidence.dimension / evidence.rows)
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
    case ...1.5: 13
    case ...2: 14
    case ...3: 18
    case ...4: 21
    case ...6: 27
    case ...8: 36
    default: 52
    }
  }
}

extension ClosedRange<Double> {
  fileprivate func union(_ other: ClosedRange<Double>?) -> ClosedRange<Double> {
    guard let other else { return self }
    return Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}
