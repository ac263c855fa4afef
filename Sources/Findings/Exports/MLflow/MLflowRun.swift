import Ledger

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

  var startMilliseconds: Int { Int(run.createdAt * 1000) }
  var endMilliseconds: Int { Int((run.finishedAt ?? run.createdAt) * 1000) }

  init(_ run: RecordedRun, _ evaluations: [Evaluation]) {
    self.run = run
    let identity = run.specification
    metrics = Self.metrics(run, evaluations)
    let columns = SettingColumns.documented + SettingColumns.appended
    let cells =
      SettingColumns.documentedValues(identity) + SettingColumns.appendedValues(identity)
    parameters =
      [("dataset", identity.dataset), ("metric", identity.metric)]
      + zip(columns, cells).filter { $0.1 != .empty }.map { ($0.0, $0.1.plain) }
    name = "\(identity.dataset) \(SettingColumns.method(identity)) \(run.id)"
    tags = [
      ("mlflow.runName", name),
      ("mlflow.source.name", "pedlab"), ("mlflow.source.type", "LOCAL"),
      ("pedlab.run", run.id), ("pedlab.experiment", run.experiment),
      ("pedlab.models", String(identity.models.count)),
      ("pedlab.input_digest", identity.inputDigest),
    ]
  }

  private static func metrics(_ run: RecordedRun, _ evaluations: [Evaluation]) -> [Metric] {
    var metrics: [Metric] = []
    for (name, cell) in zip(CSVExport.correlationNames, CSVExport.values(run.correlations)) {
      if let value = cell.double { metrics.append(Metric(key: name, value: value, step: 0)) }
    }
    let keys = keys(evaluations.map(\.model))
    for (evaluation, model) in zip(evaluations, keys) {
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

  /// A name for each model that MLflow takes; models whose names become the same get a number.
  private static func keys(_ models: [String]) -> [String] {
    var used: [String: Int] = [:]
    return models.map { model in
      let name = key(model)
      used[name, default: 0] += 1
      let times = used[name] ?? 1
      return times == 1 ? name : "\(name)_\(times)"
    }
  }

  /// MLflow allows letters, digits, `_ - . / :` and spaces; others become `_`.
  static func key(_ name: String) -> String {
    String(
      name.map { character in
        let isPlain = character.isASCII && (character.isLetter || character.isNumber)
        return isPlain || "_-. ".contains(character) ? character : "_"
      })
  }
}
