import Ledger
import Tabular
import Transferability

/// The runs that a plan asks for, over its inputs.
package struct PlanSubmission: Sendable {
  /// One for each setting on each dataset.
  package let specifications: [RunSpecification]
  /// Points of the grid that `exclude` leaves out.
  package let excluded: Int
  /// Sampled points that had been drawn before.
  package let duplicates: Int
  /// What the plan says without any effect: sentences.
  package let remarks: [String]
  /// What each input digest of the specifications is made of: name to digest.
  package let inputParts: [String: [String: String]]
  /// What the features showed that was read: what sweeps say, and tables must admit.
  package let doubts: [String]
  /// One evaluation is one model scored in one run.
  package var evaluations: Int { specifications.reduce(0) { $0 + $1.models.count } }

  /// Reads labels, references and features once for their digests.
  ///
  /// - Throws: ``PlanError``, ``StoreError`` or ``MetricError`` (an option that does not exist).
  package init(_ plan: Plan, inputs: SweepInputs, limit: GridLimit = .usual) throws {
    let grid = try SettingGrid(plan, limit: limit)
    excluded = grid.excluded
    duplicates = grid.duplicates
    remarks = grid.remarks
    for variant in Set(grid.settings.map { Variant(name: $0.metric, options: $0.allOptions) }) {
      do {
        _ = try MetricCatalog.entry(named: variant.name)?.make(variant.options)
      } catch {
        throw PlanError("\(plan.path): metric_options.\(variant.name): \(error)")
      }
    }
    inputs.announceReading()
    try inputs.checkReferences(grid.settings)
    var inputParts: [String: [String: String]] = [:]
    specifications = try inputs.datasets.flatMap { dataset in
      try grid.settings.map { setting in
        let models = try inputs.models(scoredBy: setting.metric, on: dataset)
        let digest = try inputs.digest(of: dataset, models: models, metric: setting.metric)
        if inputParts[digest] == nil {
          let parts = try inputs.parts(of: dataset, models: models, metric: setting.metric)
          inputParts[digest] = Dictionary(uniqueKeysWithValues: parts.map { ($0.name, $0.digest) })
        }
        return setting.specification(
          dataset: dataset, models: models, inputDigest: digest,
          lowerIsBetter: inputs.groundTruth?.better == .lower)
      }
    }
    self.inputParts = inputParts
    doubts = inputs.rowRemarks(withReferences: grid.settings.contains(where: \.readsReference))
  }

  private struct Variant: Hashable {
    let name: String
    let options: [String: MetricOption]
  }
}
