import Tabular
import Wording

/// Anybody's scores: a list of (dataset, metric), each with a score per model.
package struct ScoreTable: Sendable {
  /// The scores of a metric on a dataset.
  package struct Series: Sendable, Equatable {
    /// The dataset.
    package let dataset: String
    /// The metric.
    package let metric: String
    /// What else tells this series from others (the run, in scores.csv); empty if nothing.
    package let run: String
    /// The metric and its setting: "logme + PED (step_size=0.2)".
    package let method: String
    /// What `--compare`, `--combine` and `--summary` know it by: the method, and the run where nothing else
    /// tells runs apart.
    package let title: String
    package fileprivate(set) var models: [String] = []
    package fileprivate(set) var scores: [Double] = []

    /// The family of each model; nil where none is known of any.
    func families(_ known: [String: String]) -> [String?]? {
      known.isEmpty ? nil : models.map { known[$0] }
    }
  }

  /// In the order in which the table names them.
  package private(set) var series: [Series] = []
  /// The file, as it was named.
  package let name: String
  /// The accuracies of the file itself; nil without a column accuracy, and where others are taken.
  package let truth: GroundTruth?
  /// What was left out in reading: sentences.
  package private(set) var remarks: [String]

  /// Whether the column lower_is_better says that the file's own accuracies are errors.
  package let hasErrors: Bool

  /// Whether the file says with which setting a score was computed.
  private let hasSettings: Bool

  /// By model, where the file has a column family.
  package private(set) var families: [String: String] = [:]

  /// In the order in which the table names them.
  var datasets: [String] {
    series.map(\.dataset).reduce(into: []) { found, dataset in
      if !found.contains(dataset) { found.append(dataset) }
    }
  }

  private struct Key: Hashable {
    let dataset: String
    let metric: String
    let run: String
    var setting = ""
  }

  private var places: [Key: Int] = [:]
  private var lines: [Key: [String: Int]] = [:]

  /// Reads a tidy table (model, dataset, score, and perhaps metric, accuracy, run) or, if there is
  /// no column score, a wide one (model, dataset, perhaps accuracy, and one column per metric).
  ///
  /// An empty field is a missing score. Rows whose column status says failed are left out.
  /// - Parameters:
  ///   - unit: of the accuracies; nil: judged by the values.
  ///   - better: of the accuracies; nil: as the column lower_is_better says, or higher.
  ///   - readsAccuracies: off where accuracies come from elsewhere.
  /// - Throws: ``CSVError`` that names line and column, also for accuracies that a ground truth may not
  ///   have, and for a pair with two.
  package init(
    _ table: CSVTable, unit: AccuracyUnit? = nil, better: GroundTruth.Better? = nil,
    readsAccuracies: Bool = true
  ) throws {
    name = table.name
    hasSettings = table.index(of: "motion") != nil
    remarks = table.remarks
    hasErrors = try ScoreDirection.of(table, stated: nil) == .lower
    truth =
      try readsAccuracies && table.index(of: "accuracy") != nil
      ? GroundTruth(
        scores: table,
        options: GroundTruthOptions(
          unit: unit, better: try ScoreDirection.of(table, stated: better)))
      : nil
    let model = try table.requiredIndex(of: "model")
    let dataset = try table.requiredIndex(of: "dataset")
    if let score = table.index(of: "score") {
      try readTidy(table, model: model, dataset: dataset, score: score)
    } else {
      try readWide(table, model: model, dataset: dataset)
    }
    families = try AttributeColumn.families(in: table)
    if let truth {
      try SummaryName.refuse(truth.models, "model", in: name)
      try SummaryName.refuse(truth.datasets, "dataset", in: name)
    }
    guard !series.isEmpty else {
      throw CSVError(
        remarks.last == nil || table.rows.isEmpty
          ? "\(name): a header, but no rows." : "\(name): all rows are of failed runs.")
    }
    remarks += ScoreDirection.remarks(table, metrics: series.map(\.metric))
    remarks += ScoreNotes.remarks(table, model: model, dataset: dataset)
  }

  private mutating func readTidy(
    _ table: CSVTable, model: Int, dataset: Int, score: Int
  ) throws {
    let metric = table.index(of: "metric")
    let run = table.index(of: "run")
    let settings = ScoreSettings(table, metric: metric)
    let commas = table.hasDecimalCommas(in: [score])
    for row in finished(table) {
      let key = Key(
        dataset: table.text(row, dataset), metric: metric.map { table.text(row, $0) } ?? "score",
        run: run.map { table.text(row, $0) } ?? "", setting: settings?.text(table, row) ?? "")
      try add(
        key, model: table.text(row, model),
        score: table.number(row, score, hasDecimalCommas: commas), line: row.line)
    }
  }

  /// The rows of runs that did not fail, as the column status says.
  private mutating func finished(_ table: CSVTable) -> [CSVTable.Row] {
    guard let status = table.index(of: ScoreColumns.status) else { return table.rows }
    let kept = table.rows.filter { table.text($0, status).lowercased() != "failed" }
    let failed = table.rows.count - kept.count
    if failed > 0 {
      remarks.append(
        "\(name): \(counted(failed, "row")) of failed runs (column '\(ScoreColumns.status)') left out."
      )
    }
    return kept
  }

  private mutating func readWide(_ table: CSVTable, model: Int, dataset: Int) throws {
    let accuracy = table.index(of: "accuracy")
    let others = ["family", ScoreColumns.lower, ScoreColumns.status].map(table.index)
    let columns = WideColumns(
      table, without: ([model, dataset, accuracy] + others).compactMap(\.self))
    let metrics = columns.metrics
    remarks += columns.remarks
    guard !metrics.isEmpty else {
      throw CSVError(
        "\(name): no scores: give a column 'score' (tidy), or one column per metric (wide) beside "
          + "model, dataset and accuracy.")
    }
    let commas = table.hasDecimalCommas(in: metrics)
    for row in finished(table) {
      for column in metrics {
        let key = Key(
          dataset: table.text(row, dataset), metric: table.header[column], run: "")
        try add(
          key, model: table.text(row, model),
          score: table.number(row, column, hasDecimalCommas: commas), line: row.line)
      }
    }
  }

  private mutating func add(
    _ key: Key, model: String, score: Double?, line: Int
  ) throws {
    if let earlier = lines[key, default: [:]].updateValue(line, forKey: model) {
      throw CSVError(
        "\(name), line \(line): model '\(model)' on dataset '\(key.dataset)' has a score for "
          + "'\(key.metric)' already, in line \(earlier).")
    }
    let place = places[key] ?? series.count
    if place == series.count {
      places[key] = place
      // A run is told by its setting where the table has settings.
      let runs = key.run.isEmpty || hasSettings ? "" : " (\(key.run))"
      series.append(
        Series(
          dataset: key.dataset, metric: key.metric, run: key.run,
          method: key.metric + key.setting, title: key.metric + key.setting + runs))
    }
    series[place].models.append(model)
    series[place].scores.append(score ?? .nan)
  }
}
