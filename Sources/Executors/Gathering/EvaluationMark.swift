import Ledger

/// What two evaluations of the same inputs must share.
struct EvaluationMark: Equatable, Sendable {
  /// What the metric gave, before the models of a run are mixed.
  let values: [Double]
  let stepsTaken: Int?
  let stop: String?

  /// As ledgers are merged: BLAS kernels of other CPUs round differently.
  private static let tolerance = 1e-9

  enum Agreement {
    case same
    case rounding
    case different
  }

  init(_ evaluation: Evaluation) {
    values = evaluation.components.isEmpty ? [evaluation.score] : evaluation.components
    (stepsTaken, stop) = (evaluation.stepsTaken, evaluation.stop)
  }

  func agreement(with other: EvaluationMark) -> Agreement {
    if self == other { return .same }
    let isClose =
      stepsTaken == other.stepsTaken && stop == other.stop && values.count == other.values.count
      && zip(values, other.values).allSatisfy { a, b in
        abs(a - b) <= Self.tolerance * max(1, abs(a), abs(b))
      }
    return isClose ? .rounding : .different
  }
}
