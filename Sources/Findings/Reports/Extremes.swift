import Ledger

/// The models that stand out among the lines of a panel: the best and the worst by accuracy.
struct Extremes {
  static let count = 3

  private let best: Set<String>
  private let worst: Set<String>

  /// Of few models, none is both.
  init(_ evaluations: [Evaluation], lowerIsBetter: Bool) {
    let scores = RunScores(evaluations, lowerIsBetter: lowerIsBetter)
    let order = scores.models.indices.sorted {
      (scores.merits[$1], $0) < (scores.merits[$0], $1)
    }.map { scores.models[$0] }
    let count = min(Self.count, order.count / 2)
    best = Set(order.prefix(count))
    worst = Set(order.suffix(count))
  }

  func look(_ model: String) -> LinePanels.Look {
    best.contains(model) ? .better : worst.contains(model) ? .worse : .rest
  }
}
