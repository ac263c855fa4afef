import Ledger

/// The models that stand out among the lines of a panel: the best and the worst by accuracy.
struct Extremes {
  private static let most = 3

  /// How many of the best stand out, and how many of the worst.
  let count: Int
  private let best: Set<String>
  private let worst: Set<String>

  /// Of few models, none is both.
  init(_ evaluations: [Evaluation], lowerIsBetter: Bool) {
    let scores = RunScores(evaluations, lowerIsBetter: lowerIsBetter)
    let order = scores.models.indices.sorted {
      (scores.merits[$1], $0) < (scores.merits[$0], $1)
    }.map { scores.models[$0] }
    count = min(Self.most, order.count / 2)
    best = Set(order.prefix(count))
    worst = Set(order.suffix(count))
  }

  /// What a legend calls them.
  static func names(_ count: Int) -> (better: String, worse: String) {
    count == 1
      ? ("the best model by accuracy", "the worst")
      : ("the \(count) best models by accuracy", "the \(count) worst")
  }

  func look(_ model: String) -> LinePanels.Look {
    best.contains(model) ? .better : worst.contains(model) ? .worse : .rest
  }
}
