import Ledger
import Tabular

/// One run in MLflow's words: what both ways into MLflow send.
struct MLflowRun {
  struct Metric {
    var key: String
    var value: Double
    var step: Int
  }

  let run: RecordedRun
  let name: String
  let metrics: [Metric]
  let parameters: [(key: String, value: String)]
  let tags: [(key: String, value: String)]

  /// 32 hex digits, from the id of the run, so that an export can be repeated.
  var uuid: String {
    let hex = run.id.lowercased().filter { "0123456789abcdef".contains($0) }
    return String((hex + String(repeating: "0", count: 32)).prefix(32))
  }

  var startMilliseconds: Int { Int(run.startedAt * 1000) }
  var endMilliseconds: Int { Int(run.endedAt * 1000) }

  init(_ run: RecordedRun, _ evaluations: [Evaluation]) {
    self.run = run
    let identity = run.specification
    let names = MLflowNames(evaluations.map(\.model))
    metrics = Self.metrics(run, evaluations, names: names.keys)
    let columns = SettingColumns.documented + SettingColumns.appended + SampleColumns.names
    let cells =
      SettingColumns.documentedValues(identity) + SettingColumns.appendedValues(identity)
      + SampleColumns.values(identity)
    parameters =
      [("dataset", identity.dataset), ("metric", identity.metric)]
      + zip(columns, cells).filter { $0.1 != .empty }.map { ($0.0, Self.text($0.1)) }
    name = "\(identity.dataset) \(SettingColumns.method(identity)) \(run.id)"
    var tags = [
      ("mlflow.runName", name),
      ("mlflow.source.name", "pedlab"), ("mlflow.source.type", "LOCAL"),
      ("pedlab.run", run.id), ("pedlab.experiment", run.experiment),
      ("pedlab.models", String(identity.models.count)),
      ("pedlab.input_digest", identity.inputDigest),
    ]
    // Which model a changed name is of.
    tags += names.changed.map { ("pedlab.model.\($0.key)", $0.model) }
    if let error = run.error { tags.append(("pedlab.error", error)) }
    self.tags = tags.map { (key: $0.0, value: $0.1) }
  }

  /// `FAILED` where a model could not be scored, with the reason as the tag `pedlab.error`.
  var status: String { run.status == .failed ? "FAILED" : "FINISHED" }

  /// As tables have it: 1, not 1.0, so that a filter finds it.
  private static func text(_ cell: ExportCell) -> String {
    if case .number(let value) = cell { CSVWriter.number(value) } else { cell.plain }
  }

  private static func metrics(
    _ run: RecordedRun, _ evaluations: [Evaluation], names models: [String]
  ) -> [Metric] {
    var metrics: [Metric] = []
    let names = CorrelationColumns.documented + CorrelationColumns.appended
    let cells =
      CorrelationColumns.documentedValues(run.correlations)
      + CorrelationColumns.appendedValues(run.correlations)
    for (name, cell) in zip(names, cells) {
      if let value = cell.double { metrics.append(Metric(key: name, value: value, step: 0)) }
    }
    if let seconds = run.seconds {
      metrics.append(Metric(key: "seconds", value: seconds, step: 0))
    }
    for (evaluation, model) in zip(evaluations, models) {
      let last = evaluation.trace.last?.step ?? 0
      metrics.append(Metric(key: "score/\(model)", value: evaluation.score, step: last))
      if let accuracy = evaluation.accuracy {
        metrics.append(Metric(key: "accuracy/\(model)", value: accuracy, step: 0))
      }
      for row in evaluation.trace {
        let values: [(String, Double?)] = [
          ("potential_energy", row.potentialEnergy), ("displacement", row.displacement),
          ("change_ratio", row.changeRatio), ("overlapping_pairs", Double(row.overlappingPairs)),
        ]
        for case (let name, let value?) in values {
          metrics.append(Metric(key: "\(name)/\(model)", value: value, step: row.step))
        }
      }
    }
    return metrics
  }
}
