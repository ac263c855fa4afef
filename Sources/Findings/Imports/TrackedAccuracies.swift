import Tabular
import Wording

/// Accuracies that an experiment tracker holds: a row for each run that reached one.
package struct TrackedAccuracies: Sendable {
  /// What a run reached.
  package struct Row: Sendable, Equatable {
    /// The model that was fine-tuned.
    package let model: String
    /// On what.
    package let dataset: String
    /// The last value of the run.
    package let accuracy: Double
    /// In messages: the run's name.
    package let run: String

    package init(model: String, dataset: String, accuracy: Double, run: String) {
      self.model = model
      self.dataset = dataset
      self.accuracy = accuracy
      self.run = run
    }
  }

  /// What becomes of several runs of a model on a dataset.
  package enum Several: String, CaseIterable, Sendable {
    /// Repetitions with other seeds: all rows, of which the mean is used and the spread kept.
    case all
    /// Runs of a search: the row that reached most.
    case best
    /// The same for errors: the row that reached least.
    case lowest
  }

  /// In the order of the source.
  package let rows: [Row]
  /// What was left out, and why: sentences.
  package let remarks: [String]

  /// - Parameters:
  ///   - unfinished: runs that were left out because they did not finish.
  ///   - incomplete: runs that were left out because one of the columns has no value.
  package init(rows: [Row], unfinished: Int, incomplete: Int, _ columns: TrackedColumns) {
    self.rows = rows
    var remarks: [String] = []
    if unfinished > 0 { remarks.append("\(counted(unfinished, "run")) not finished: left out.") }
    if incomplete > 0 {
      remarks.append(
        "\(counted(incomplete, "run")) without \(columns.model), \(columns.dataset) or "
          + "\(columns.accuracy): left out.")
    }
    self.remarks = remarks
  }

  /// The rows as a tidy CSV file, sorted by model and dataset.
  ///
  /// - Parameter several: nil if there must be one run for a model and a dataset.
  /// - Throws: ``ImportError`` that names a pair with several runs, if nothing says what to do.
  package func csv(_ several: Several?) throws(ImportError) -> String {
    var writer = CSVWriter()
    let pairs = Dictionary(grouping: rows) { [$0.model, $0.dataset] }
    // Repetitions are numbered: two accuracies of a pair that nothing tells apart are refused.
    let isNumbered = several == .all && pairs.values.contains { $0.count > 1 }
    writer.write(["model", "dataset"] + (isNumbered ? ["run"] : []) + ["accuracy"])
    for pair in pairs.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      for (place, row) in try kept(pairs[pair, default: []], several).enumerated() {
        let number = isNumbered ? ["\(place + 1)"] : []
        writer.write([row.model, row.dataset] + number + [CSVWriter.number(row.accuracy)])
      }
    }
    return writer.text
  }

  private func kept(_ rows: [Row], _ several: Several?) throws(ImportError) -> [Row] {
    guard rows.count > 1 else { return rows }
    switch several {
    case .all: return rows
    case .best: return rows.max { $0.accuracy < $1.accuracy }.map { [$0] } ?? []
    case .lowest: return rows.min { $0.accuracy < $1.accuracy }.map { [$0] } ?? []
    case nil:
      throw ImportError(
        "\(rows[0].model) on \(rows[0].dataset) has \(rows.count) runs (\(listed(rows.map(\.run))))."
          + " --several all keeps them as repetitions, --several best (or lowest, for errors) keeps"
          + " one of a search.", isUsage: true)
    }
  }
}
