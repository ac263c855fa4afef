/// How two results of the same run compare. Times are not compared: no two computers share them.
enum ResultComparison {
  case identical
  /// As BLAS kernels of other CPUs have it: the same steps and ends, and no number farther away than
  /// ``tolerance`` x max(1, |number|).
  case equalUpToRounding
  case different

  static let tolerance = 1e-9

  init(
    _ ours: (Correlations?, [Evaluation]), _ theirs: (Correlations?, [Evaluation])
  ) {
    if ours.0 == theirs.0, ours.1.map(Self.timeless) == theirs.1.map(Self.timeless) {
      self = .identical
    } else if Self.areClose(ours.0, theirs.0), ours.1.count == theirs.1.count,
      zip(ours.1, theirs.1).allSatisfy(Self.areClose)
    {
      self = .equalUpToRounding
    } else {
      self = .different
    }
  }

  private static func timeless(_ evaluation: Evaluation) -> Evaluation {
    var copy = evaluation
    copy.seconds = 0
    copy.components = []
    return copy
  }

  private static func areClose(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return a == b || abs(a - b) <= tolerance * max(1, abs(a), abs(b))
  }

  private static func areClose(_ a: Correlations?, _ b: Correlations?) -> Bool {
    a?.models == b?.models && a?.accuracies == b?.accuracies
      && CorrelationStatistic.all.allSatisfy { areClose($0.value(of: a), $0.value(of: b)) }
  }

  private static func areClose(_ a: Evaluation, _ b: Evaluation) -> Bool {
    a.model == b.model && a.stepsTaken == b.stepsTaken && a.stop == b.stop
      && a.accuracy == b.accuracy && areClose(a.score, b.score) && a.trace.count == b.trace.count
      && zip(a.trace, b.trace).allSatisfy { x, y in
        x.step == y.step && x.overlappingPairs == y.overlappingPairs
          && areClose(x.potentialEnergy, y.potentialEnergy)
          && areClose(x.displacement, y.displacement) && areClose(x.changeRatio, y.changeRatio)
      }
  }
}
