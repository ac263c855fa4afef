import Ledger

/// From how many rows of each class a run was scored: the last columns of correlations.csv and
/// scores.csv; empty for all rows.
enum SampleColumns {
  static let names = ["samples_per_class", "sample_seed"]

  static func values(_ run: RunSpecification) -> [ExportCell] {
    [
      run.sample.map { .integer($0.perClass) } ?? .empty,
      run.sample.map { .integer($0.seed) } ?? .empty,
    ]
  }
}
