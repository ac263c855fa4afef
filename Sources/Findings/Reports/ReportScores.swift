import Ledger
import Transferability
import Wording

/// The scores that a report draws: of some metrics without PED and with the setting that is drawn,
/// on each dataset.
struct ReportScores {
  /// The models that have an accuracy and a score with each motion that was run.
  struct Entry {
    let dataset: String
    let models: [String]
    /// Higher is better: errors are negated.
    let truth: [Double]
    let accuracies: [Double]
    /// nil where the motion was not run.
    let before: [Double]?
    let after: [Double]?
    let runBefore: RecordedRun?
    let runAfter: RecordedRun?
  }

  let base: MethodSetting
  let entries: [Entry]

  /// What the loss of accuracy is called, with its unit.
  static func lossName(_ scores: [ReportScores]) -> String {
    scores.contains { $0.entries.contains(where: \.isPercent) }
      ? "accuracy lost (percentage points)" : "accuracy lost"
  }

  init?(_ data: ReportData, _ base: MethodSetting) throws {
    let pairs = data.datasets.map { dataset in
      (
        dataset, data.run(base, nil, dataset),
        data.shown(base, dataset).flatMap { data.run(base, $0, dataset) }
      )
    }
    let scores = try data.record.scores(of: pairs.flatMap { [$0.1, $0.2].compactMap { $0 } })
    let entries = pairs.compactMap { dataset, before, after in
      Entry(
        dataset, before, after, before.flatMap { scores[$0.id] }, after.flatMap { scores[$0.id] })
    }
    guard !entries.isEmpty else { return nil }
    self.base = base
    self.entries = entries
  }
}

extension ReportScores.Entry {
  fileprivate init?(
    _ dataset: String, _ runBefore: RecordedRun?, _ runAfter: RecordedRun?, _ before: RunScores?,
    _ after: RunScores?
  ) {
    guard let first = before ?? after else { return nil }
    let others = Set((after ?? first).models)
    let kept = first.models.indices.filter { others.contains(first.models[$0]) }
    guard kept.count > 1 else { return nil }
    self.dataset = dataset
    models = kept.map { first.models[$0] }
    accuracies = kept.map { first.accuracies[$0] }
    truth = kept.map { first.merits[$0] }
    self.before = before.map { scores in kept.map { scores.scores[$0] } }
    self.after = after.map { $0.scores(of: kept.map { first.models[$0] }) }
    self.runBefore = before == nil ? nil : runBefore
    self.runAfter = after == nil ? nil : runAfter
  }

  /// Whether the accuracies are in percent: some can be no shares of 1.
  var isPercent: Bool { accuracies.contains { abs($0) > 1 } }

  /// The accuracy of a model: "37.0 %", "0.370".
  func accuracy(_ index: Int) -> String {
    isPercent ? Typeset.fixed(accuracies[index], 1) + " %" : Typeset.fixed(accuracies[index], 3)
  }

  /// 1 is best; values that differ by rounding share the mean of their ranks.
  static func ranks(_ values: [Double]) -> [Double] {
    LinearCorrelation.averageRanks(values.map { -Printed.rounded($0, digits: 9) })
  }
}

extension RunScores {
  /// In the order of `names`.
  fileprivate func scores(of names: [String]) -> [Double] {
    let known = Dictionary(uniqueKeysWithValues: zip(models, scores))
    return names.map { known[$0] ?? .nan }
  }
}
