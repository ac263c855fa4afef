import Foundation
import GRDB
import Ledger

/// An SQLite file that Optuna and optuna-dashboard open: a study per experiment, dataset and metric,
/// a trial per run with PED.
///
/// The value of a trial is its weighted tau; its intermediate values are the potential energy
/// relative to step 0, averaged over the models; a run that failed, or has no weighted tau, is a failed
/// trial. The parameters that are not varied are attributes of the study. The metric without PED has no parameters to study:
/// it is the attribute `baseline_weighted_tau` of the study. Schema: Optuna 3.2 to 5.0.
package struct OptunaFile {
  let record: ExperimentRecord

  package init(_ record: ExperimentRecord) { self.record = record }

  /// Throws ``ExportError``.
  package func write(to path: String, replace: Bool = false) throws {
    guard !record.runs.isEmpty else { throw ExportError.nothingToExport(experiment: record.name) }
    let grid = ResultGrid(record.runs)
    let settings = Set(record.ended.compactMap(\.specification.ped)).sorted()
    guard !settings.isEmpty else { throw ExportError.nothingToStudy(experiment: record.name) }
    let parameters = StudyParameters(settings, plan: record.provenance?.resolvedPlan ?? "")
    try SQLiteFile.create(path, replace: replace) { db in
      try db.execute(sql: Self.schema)
      var writer = try StudyWriter(db, parameters)
      for dataset in grid.datasets {
        for base in grid.bases {
          let runs = record.ended.filter {
            $0.specification.dataset == dataset && MethodSetting($0.specification).base == base
              && $0.specification.ped != nil
          }
          guard !runs.isEmpty else { continue }
          try writer.begin("\(record.name)/\(dataset)/\(Self.name(base))")
          if let tau = grid.entry(base, dataset)?.mean {
            try writer.attribute("baseline_weighted_tau", "\(tau)")
          }
          try record.forEachRun(of: runs) {
            try writer.add($0, $1)
          }
        }
      }
    }
  }

  private static func name(_ base: MethodSetting) -> String {
    let options = SettingColumns.joined(base.options)
    return options.isEmpty ? base.metric : "\(base.metric) (\(options))"
  }

  private static let schema = """
    CREATE TABLE studies (
      study_id INTEGER NOT NULL, study_name VARCHAR(512) NOT NULL, PRIMARY KEY (study_id));
    CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
    CREATE TABLE study_directions (
      study_direction_id INTEGER NOT NULL, direction VARCHAR(8) NOT NULL,
      study_id INTEGER NOT NULL, objective INTEGER NOT NULL, PRIMARY KEY (study_direction_id),
      UNIQUE (study_id, objective), FOREIGN KEY(study_id) REFERENCES studies (study_id));
    CREATE TABLE study_user_attributes (
      study_user_attribute_id INTEGER NOT NULL, study_id INTEGER, "key" VARCHAR(512),
      value_json TEXT, PRIMARY KEY (study_user_attribute_id), UNIQUE (study_id, "key"),
      FOREIGN KEY(study_id) REFERENCES studies (study_id));
    CREATE TABLE trials (
      trial_id INTEGER NOT NULL, number INTEGER, study_id INTEGER, state VARCHAR(8) NOT NULL,
      datetime_start DATETIME, datetime_complete DATETIME, PRIMARY KEY (trial_id),
      FOREIGN KEY(study_id) REFERENCES studies (study_id));
    CREATE INDEX ix_trials_study_id ON trials (study_id);
    CREATE TABLE trial_user_attributes (
      trial_user_attribute_id INTEGER NOT NULL, trial_id INTEGER, "key" VARCHAR(512),
      value_json TEXT, PRIMARY KEY (trial_user_attribute_id), UNIQUE (trial_id, "key"),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
    CREATE TABLE trial_params (
      param_id INTEGER NOT NULL, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT,
      distribution_json TEXT, PRIMARY KEY (param_id), UNIQUE (trial_id, param_name),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
    CREATE TABLE trial_values (
      trial_value_id INTEGER NOT NULL, trial_id INTEGER NOT NULL, objective INTEGER NOT NULL,
      value FLOAT, value_type VARCHAR(7) NOT NULL, PRIMARY KEY (trial_value_id),
      UNIQUE (trial_id, objective), FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
    CREATE TABLE trial_intermediate_values (
      trial_intermediate_value_id INTEGER NOT NULL, trial_id INTEGER NOT NULL,
      step INTEGER NOT NULL, intermediate_value FLOAT, intermediate_value_type VARCHAR(7) NOT NULL,
      PRIMARY KEY (trial_intermediate_value_id), UNIQUE (trial_id, step),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
    CREATE TABLE version_info (
      version_info_id INTEGER NOT NULL, schema_version INTEGER, library_version VARCHAR(256),
      PRIMARY KEY (version_info_id), CHECK (version_info_id=1));
    CREATE TABLE alembic_version (
      version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
    INSERT INTO version_info VALUES (1, 12, '5.0.0');
    INSERT INTO alembic_version VALUES ('v3.2.0.a');
    """
}
