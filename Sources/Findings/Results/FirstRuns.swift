import Ledger

/// Of the repetitions of each setting on each dataset the first, among the runs that count
/// (``NewestRuns``).
package struct FirstRuns: Sendable {
  private var runs: [MethodSetting: [String: RecordedRun]] = [:]

  /// - Parameter runs: of one experiment.
  package init(_ runs: [RecordedRun]) {
    for run in NewestRuns.of(runs) {
      let dataset = run.specification.dataset
      let setting = MethodSetting(run.specification)
      if self.runs[setting]?[dataset] == nil { self.runs[setting, default: [:]][dataset] = run }
    }
  }

  package func run(_ setting: MethodSetting, _ dataset: String) -> RecordedRun? {
    runs[setting]?[dataset]
  }
}
