import Ledger

/// What exports and reports read: the finished runs of one experiment in a fixed order, and their
/// evaluations, which are loaded in batches so that a large ledger is never in memory at once.
package struct ExperimentRecord: Sendable {
  /// Gives the evaluations of runs, by the id of the run.
  package typealias Loader = @Sendable ([RecordedRun]) throws -> [String: [Evaluation]]

  /// The name of the experiment.
  package let name: String
  /// Finished and not deleted, in ``canonicalOrder(_:_:)``.
  package let runs: [RecordedRun]
  /// ``runs``, and with them those that failed although some of their models were scored.
  package let scored: [RecordedRun]
  /// ``runs``, and with them all that failed.
  package let ended: [RecordedRun]
  /// Not in ``runs``: what tables and reports must admit.
  package let unfinishedRuns: [RecordedRun]
  /// Of the latest submission; nil where the ledger has none.
  package let provenance: Provenance?
  /// Runs that the latest submission does not ask for, and that are not here either.
  package let superseded: Int
  let load: Loader

  /// - Parameter load: the evaluations of some runs, by the id of the run.
  package init(
    name: String, runs: [RecordedRun], provenance: Provenance? = nil, superseded: Int = 0,
    load: @escaping Loader
  ) {
    self.name = name
    self.superseded = superseded
    let present = runs.filter { !$0.isDeleted }
    let ended = present.filter { $0.status == .finished || $0.status == .failed }
      .sorted(by: Self.canonicalOrder)
    self.ended = ended
    self.runs = ended.filter { $0.status == .finished }
    scored = ended.filter { $0.status == .finished || ($0.correlations?.models ?? 0) > 0 }
    unfinishedRuns = present.filter { $0.status != .finished }
    self.provenance = provenance
    self.load = load
  }

  /// The same with other values in its finished runs.
  func replacing(_ finished: [RecordedRun]) -> ExperimentRecord {
    ExperimentRecord(
      name: name, runs: finished + unfinishedRuns, provenance: provenance,
      superseded: superseded, load: load)
  }

  /// Calls `body` for each run in order, with its evaluations sorted by model.
  package func forEachRun(
    of selection: [RecordedRun]? = nil, _ body: (RecordedRun, [Evaluation]) throws -> Void
  ) throws {
    let runs = selection ?? self.runs
    let batch = 256
    for start in stride(from: 0, to: runs.count, by: batch) {
      let part = Array(runs[start..<min(start + batch, runs.count)])
      let loaded = try load(part)
      for run in part {
        try body(run, (loaded[run.id] ?? []).sorted { $0.model < $1.model })
      }
    }
  }

  /// Dataset, metric, options, `none` before `ped`, PED's parameters, samples, seed; the id decides
  /// what is left. It depends on what was computed alone, never on when or where.
  package static func canonicalOrder(_ a: RecordedRun, _ b: RecordedRun) -> Bool {
    let x = a.specification
    let y = b.specification
    if x.dataset != y.dataset { return x.dataset < y.dataset }
    if x.metric != y.metric { return x.metric < y.metric }
    if x.metricOptions != y.metricOptions {
      return SettingColumns.joined(x.metricOptions) < SettingColumns.joined(y.metricOptions)
    }
    if (x.ped == nil) != (y.ped == nil) { return x.ped == nil }
    if let p = x.ped, let q = y.ped, p != q {
      let left = [p.stepSize, Double(p.iterations), p.forceConstant, p.radiusScale, p.exitRatio]
      let right = [q.stepSize, Double(q.iterations), q.forceConstant, q.radiusScale, q.exitRatio]
      if left != right { return left.lexicographicallyPrecedes(right) }
      return SettingColumns.joined(p.ablation) < SettingColumns.joined(q.ablation)
    }
    if x.sample != y.sample { return x.sample.precedes(y.sample) }
    if x.seed != y.seed { return (x.seed ?? -1) < (y.seed ?? -1) }
    return a.id < b.id
  }
}
