import Ledger

/// The permutation test of settings among which one was chosen: what the best of them is worth.
package struct ChoicePrice: Sendable {
  /// What was chosen.
  package enum Subject: Sendable {
    /// The setting of PED, of a metric.
    case ped(MethodSetting, [MethodSetting])
    /// The weights of combined metrics, without PED.
    case weights(WeightFamily)

    var candidates: [MethodSetting] {
      switch self {
      case .ped(_, let settings): settings
      case .weights(let family): family.candidates
      }
    }

    /// Whether it was named beforehand, not chosen by results: PED's official defaults, equal weights.
    func isGiven(_ setting: MethodSetting) -> Bool {
      switch self {
      case .ped: setting.ped == .official
      case .weights(let family): setting == family.equal
      }
    }
  }

  /// What was chosen.
  package let subject: Subject
  /// In the order of the test.
  package let settings: [MethodSetting]
  /// How many datasets the means are over.
  package let datasets: Int
  /// The permutation test over the settings.
  package let test: PermutationTest
  /// The means that tables have, in the order of ``settings``: where scores or accuracies are equal, the
  /// test takes them in the order of the models, and its own mean is another.
  package let tableMeans: [Double]
  /// Settings without a value on some dataset, which are not in the test.
  package let leftOut: Int

  /// The place of the setting with the largest mean in tables; the first of equals.
  package let bestPlace: Int
  /// The setting with the largest mean.
  package var best: MethodSetting { settings[bestPlace] }
  /// The place of the setting that was not chosen by results; nil where it is not in the test.
  package var official: Int? { settings.firstIndex(where: subject.isGiven) }

  /// - Parameter scores: of a setting on a dataset; of repetitions the first run's.
  /// - Returns: nil where no setting has a value on every dataset, or models are fewer than 3.
  package init?(
    _ grid: ResultGrid, _ subject: Subject, scores: (MethodSetting, String) -> RunScores?
  ) {
    let all = subject.candidates
    let complete = all.filter { setting in grid.values(setting).allSatisfy { $0 != nil } }
    var datasets: [(truth: [Double], scores: [[Double]])] = []
    for dataset in grid.datasets {
      let runs = complete.compactMap { scores($0, dataset) }
      guard runs.count == complete.count, let first = runs.first else { return nil }
      let common = runs.dropFirst().reduce(into: Set(first.models)) {
        $0.formIntersection($1.models)
      }
      guard common.count > 2 else { return nil }
      func kept(_ run: RunScores, _ values: [Double]) -> [Double] {
        zip(run.models, values).filter { common.contains($0.0) }.map(\.1)
      }
      datasets.append(
        (truth: kept(first, first.merits), scores: runs.map { kept($0, $0.scores) }))
    }
    guard let test = PermutationTest(datasets) else { return nil }
    self.subject = subject
    self.test = test
    self.datasets = datasets.count
    settings = complete
    let means = zip(complete, test.means).map { setting, own in
      grid.mean(setting, over: grid.datasets) ?? own
    }
    tableMeans = means
    bestPlace = means.indices.max { means[$0] < means[$1] } ?? test.best
    leftOut = all.count - complete.count
  }
}
