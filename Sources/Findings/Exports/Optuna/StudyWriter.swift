import Foundation
import GRDB
import Ledger

/// Writes the trials of one Optuna study after the other.
struct StudyWriter {
  private let db: Database
  private let parameters: StudyParameters
  private var study: Int64 = 0
  private var number = 0
  private let parameter: Statement
  private let intermediate: Statement

  init(_ db: Database, _ parameters: StudyParameters) throws {
    self.db = db
    self.parameters = parameters
    parameter = try db.insertion(
      into: "trial_params", ["trial_id", "param_name", "param_value", "distribution_json"])
    intermediate = try db.insertion(
      into: "trial_intermediate_values",
      ["trial_id", "step", "intermediate_value", "intermediate_value_type"])
  }

  mutating func begin(_ name: String) throws {
    try db.execute(sql: "INSERT INTO studies (study_name) VALUES (?)", arguments: [name])
    study = db.lastInsertedRowID
    number = 0
    try db.execute(
      sql: """
        INSERT INTO study_directions (direction, study_id, objective) VALUES ('MAXIMIZE', ?, 0)
        """, arguments: [study])
    for (name, json) in parameters.constant { try attribute(name, json) }
  }

  func attribute(_ key: String, _ json: String) throws {
    try db.execute(
      sql: "INSERT INTO study_user_attributes (study_id, \"key\", value_json) VALUES (?, ?, ?)",
      arguments: [study, key, json])
  }

  mutating func add(_ run: RecordedRun, _ evaluations: [Evaluation]) throws {
    guard let ped = run.specification.ped else { return }
    let tau =
      run.status == .failed
      ? nil : run.correlations?.weightedTau.flatMap { $0.isFinite ? $0 : nil }
    try db.execute(
      sql: """
        INSERT INTO trials (number, study_id, state, datetime_start, datetime_complete)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        number, study, tau == nil ? "FAIL" : "COMPLETE", Self.time(run.startedAt),
        Self.time(run.endedAt),
      ])
    let trial = db.lastInsertedRowID
    number += 1
    for one in parameters.varied {
      try parameter.execute(
        arguments: [trial, one.name, parameters.value(one, of: ped), one.distribution])
    }
    try addValues(trial, tau, run, evaluations)
  }

  private func addValues(
    _ trial: Int64, _ tau: Double?, _ run: RecordedRun, _ evaluations: [Evaluation]
  ) throws {
    if let tau {
      try db.execute(
        sql: """
          INSERT INTO trial_values (trial_id, objective, value, value_type)
          VALUES (?, 0, ?, 'FINITE')
          """, arguments: [trial, tau])
    }
    for (step, energy) in MeanEnergy.relative(evaluations).enumerated() {
      try intermediate.execute(arguments: [trial, step, energy, "FINITE"])
    }
    var attributes = [("run", JSONText.quoted(run.id))]
    if let seed = run.specification.seed { attributes.append(("seed", String(seed))) }
    if let sample = run.specification.sample {
      attributes.append(("samples_per_class", String(sample.perClass)))
      attributes.append(("sample_seed", String(sample.seed)))
    }
    if let seconds = run.seconds { attributes.append(("seconds", "\(seconds)")) }
    if let error = run.error { attributes.append(("error", JSONText.quoted(error))) }
    for (key, value) in attributes {
      try db.execute(
        sql: "INSERT INTO trial_user_attributes (trial_id, \"key\", value_json) VALUES (?, ?, ?)",
        arguments: [trial, key, value])
    }
  }

  /// `2026-01-31 12:00:00.000000`, UTC: SQLAlchemy's form.
  private static func time(_ seconds: Double) -> String {
    var whole = time_t(seconds.rounded(.down))
    var parts = tm()
    gmtime_r(&whole, &parts)
    let micro = Int((seconds - seconds.rounded(.down)) * 1_000_000)
    return String(
      format: "%04d-%02d-%02d %02d:%02d:%02d.%06d", parts.tm_year + 1900, parts.tm_mon + 1,
      parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, micro)
  }
}
