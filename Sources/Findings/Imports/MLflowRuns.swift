import Foundation
import GRDB
import Wording

/// The SQLite file of an MLflow tracking server, read and not changed. Its tables are those of any
/// MLflow since 1.0.
package struct MLflowRuns {
  private let path: String
  private let database: DatabaseQueue

  /// - Throws: ``ImportError`` if the file is not one of MLflow's.
  package init(_ path: String) throws(ImportError) {
    self.path = path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ImportError("There is no file \(path).")
    }
    guard !isFolder.boolValue else {
      throw ImportError(
        "\(path) is a folder; MLflow's file store becomes a file by: mlflow migrate-filestore "
          + "--source \(path) --target sqlite:///mlflow.db")
    }
    var configuration = Configuration()
    configuration.readonly = true
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      let tables = try database.read { try Set(String.fetchAll($0, sql: Self.tableNames)) }
      guard tables.isSuperset(of: ["experiments", "runs", "params", "tags", "metrics"]) else {
        throw ImportError(
          "\(path) is SQLite, but not MLflow's: it lacks the tables of runs, params and metrics.")
      }
    } catch let error as ImportError {
      throw error
    } catch {
      throw ImportError("\(path) cannot be read as MLflow's SQLite file: \(error).")
    }
  }

  /// Finished runs with a model, a dataset and an accuracy.
  ///
  /// - Parameter experiment: its name; nil for all.
  /// - Throws: ``ImportError`` for names that no run has, with those that there are.
  package func accuracies(
    _ columns: TrackedColumns, experiment: String?
  ) throws(ImportError) -> TrackedAccuracies {
    do {
      return try database.read { try accuracies($0, columns, experiment) }
    } catch let error as ImportError {
      throw error
    } catch {
      throw ImportError("\(path) cannot be read as MLflow's SQLite file: \(error).")
    }
  }

  private func accuracies(
    _ database: Database, _ columns: TrackedColumns, _ experiment: String?
  ) throws -> TrackedAccuracies {
    let experiments = try String.fetchAll(database, sql: "SELECT name FROM experiments")
    if let experiment, !experiments.contains(experiment) {
      throw ImportError(
        missingName(experiment, noun: "experiment", place: path, known: experiments), isUsage: true)
    }
    for name in [columns.model, columns.dataset] {
      try check(database, name, Self.parameterNames, "parameter or tag")
    }
    try check(database, columns.accuracy, Self.metricNames, "metric")
    let found = try Row.fetchAll(
      database, sql: Self.runs,
      arguments: [
        "model": columns.model, "dataset": columns.dataset, "accuracy": columns.accuracy,
        "experiment": experiment,
      ])
    return Self.sorted(found, columns)
  }

  private func check(
    _ database: Database, _ name: String, _ statement: String, _ noun: String
  ) throws {
    let known = try String.fetchAll(database, sql: statement)
    guard known.contains(name) else {
      throw ImportError(
        missingName(name, noun: noun, place: path, known: known), isUsage: true)
    }
  }

  /// Rows that are whole and finished; the others are counted.
  private static func sorted(_ found: [Row], _ columns: TrackedColumns) -> TrackedAccuracies {
    var rows: [TrackedAccuracies.Row] = []
    var (unfinished, incomplete) = (0, 0)
    for row in found {
      guard row["status"] as String? == "FINISHED" else {
        unfinished += 1
        continue
      }
      guard let model = name(row["model"]), let dataset = name(row["dataset"]),
        let accuracy = row["accuracy"] as Double?, accuracy.isFinite
      else {
        incomplete += 1
        continue
      }
      rows.append(.init(model: model, dataset: dataset, accuracy: accuracy, run: row["run"]))
    }
    return TrackedAccuracies(
      rows: rows, unfinished: unfinished, incomplete: incomplete, columns)
  }

  /// Without blanks around it, as a table of accuracies is read; nil if nothing is left.
  private static func name(_ text: String?) -> String? {
    text.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.flatMap {
      $0.isEmpty ? nil : $0
    }
  }

  // MARK: - Statements

  private static let tableNames = "SELECT name FROM sqlite_master WHERE type = 'table'"
  private static let parameterNames =
    "SELECT DISTINCT key FROM params UNION SELECT DISTINCT key FROM tags ORDER BY key"
  private static let metricNames = "SELECT DISTINCT key FROM metrics ORDER BY key"

  /// A metric's value is the one of its last step, as MLflow shows it; infinities stand there as the largest
  /// double. A parameter comes before a tag of the same name.
  private static let runs = """
    SELECT coalesce(
        (SELECT value FROM tags WHERE run_uuid = runs.run_uuid AND key = 'mlflow.runName'),
        nullif(runs.name, ''), substr(runs.run_uuid, 1, 8)) AS run,
      runs.status,
      coalesce((SELECT value FROM params WHERE run_uuid = runs.run_uuid AND key = :model),
        (SELECT value FROM tags WHERE run_uuid = runs.run_uuid AND key = :model)) AS model,
      coalesce((SELECT value FROM params WHERE run_uuid = runs.run_uuid AND key = :dataset),
        (SELECT value FROM tags WHERE run_uuid = runs.run_uuid AND key = :dataset)) AS dataset,
      (SELECT CASE WHEN is_nan OR abs(value) > 1e308 THEN NULL ELSE value END FROM metrics
        WHERE run_uuid = runs.run_uuid AND key = :accuracy
        ORDER BY step DESC, timestamp DESC, value DESC LIMIT 1) AS accuracy
    FROM runs JOIN experiments USING (experiment_id)
    WHERE runs.lifecycle_stage = 'active' AND experiments.lifecycle_stage = 'active'
      AND (:experiment IS NULL OR experiments.name = :experiment)
    ORDER BY runs.start_time, runs.run_uuid
    """
}
