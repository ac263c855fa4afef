import GRDB
import Ledger

/// An SQLite file that MLflow opens (`mlflow ui --backend-store-uri sqlite:///FILE`).
///
/// It has the five tables of MLflow 1.0, revision 181f10493468, which MLflow migrates to its own
/// version on opening: the revision does not move with its releases. Constraints bear MLflow's names
/// because its migrations drop them by name.
package struct MLflowFile {
  let record: ExperimentRecord

  package init(_ record: ExperimentRecord) { self.record = record }

  /// Throws ``ExportError``.
  package func write(to path: String, replace: Bool = false) throws {
    guard !record.runs.isEmpty else { throw ExportError.nothingToExport(experiment: record.name) }
    try SQLiteFile.create(path, replace: replace) { db in
      try db.execute(sql: Self.schema)
      try db.execute(
        sql: "INSERT INTO experiments VALUES (1, ?, 'mlartifacts/1', 'active')",
        arguments: [record.name])
      let rows = try Insertions(db)
      try record.forEachRun(of: record.ended) { try rows.add(MLflowRun($0, $1)) }
    }
  }

  /// Prepared once: an export has millions of rows.
  private struct Insertions {
    let run: Statement
    let metric: Statement
    let parameter: Statement
    let tag: Statement

    init(_ db: Database) throws {
      run = try db.insertion(
        into: "runs",
        [
          "run_uuid", "name", "source_type", "source_name", "user_id", "status", "start_time",
          "end_time", "lifecycle_stage", "artifact_uri", "experiment_id",
        ])
      metric = try db.insertion(
        into: "metrics", ["key", "value", "timestamp", "run_uuid", "step", "is_nan"])
      parameter = try db.insertion(into: "params", ["key", "value", "run_uuid"])
      tag = try db.insertion(into: "tags", ["key", "value", "run_uuid"])
    }

    func add(_ one: MLflowRun) throws {
      let id = one.uuid
      try run.execute(arguments: [
        id, one.name, "LOCAL", "pedlab", "", one.status, one.startMilliseconds,
        one.endMilliseconds, "active", "mlartifacts/1/\(id)/artifacts", 1,
      ])
      let time = one.endMilliseconds
      for entry in one.metrics {
        // As MLflow stores them: NaN by the flag, infinities by the largest number.
        let value =
          entry.value.isNaN
          ? 0
          : min(max(entry.value, -Double.greatestFiniteMagnitude), .greatestFiniteMagnitude)
        try metric.execute(arguments: [entry.key, value, time, id, entry.step, entry.value.isNaN])
      }
      for entry in one.parameters {
        try parameter.execute(arguments: [entry.key, entry.value, id])
      }
      for entry in one.tags { try tag.execute(arguments: [entry.key, entry.value, id]) }
    }
  }

  private static let schema = """
    CREATE TABLE experiments (
      experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT NULL, artifact_location VARCHAR(256),
      lifecycle_stage VARCHAR(32), CONSTRAINT experiment_pk PRIMARY KEY (experiment_id),
      CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')),
      UNIQUE (name));
    CREATE TABLE runs (
      run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), source_type VARCHAR(20),
      source_name VARCHAR(500), entry_point_name VARCHAR(50), user_id VARCHAR(256),
      status VARCHAR(20), start_time BIGINT, end_time BIGINT, source_version VARCHAR(50),
      lifecycle_stage VARCHAR(20), artifact_uri VARCHAR(200), experiment_id INTEGER,
      CONSTRAINT run_pk PRIMARY KEY (run_uuid),
      FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id),
      CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')),
      CONSTRAINT source_type CHECK
        (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')),
      CONSTRAINT status CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED')));
    CREATE TABLE metrics (
      key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL,
      run_uuid VARCHAR(32) NOT NULL, step BIGINT DEFAULT '0' NOT NULL,
      is_nan BOOLEAN DEFAULT '0' NOT NULL,
      CONSTRAINT metric_pk PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan),
      FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid));
    CREATE TABLE params (
      key VARCHAR(250) NOT NULL, value VARCHAR(250) NOT NULL, run_uuid VARCHAR(32) NOT NULL,
      CONSTRAINT param_pk PRIMARY KEY (key, run_uuid),
      FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid));
    CREATE TABLE tags (
      key VARCHAR(250) NOT NULL, value VARCHAR(250), run_uuid VARCHAR(32) NOT NULL,
      CONSTRAINT tag_pk PRIMARY KEY (key, run_uuid),
      FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid));
    CREATE TABLE alembic_version (
      version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
    INSERT INTO alembic_version VALUES ('181f10493468');
    """
}
