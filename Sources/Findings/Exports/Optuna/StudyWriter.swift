import Foundation
import GRDB
import Ledger

/// Writes the trials of one Optuna study after the other.
struct StudyWriter {
  private let db: Database
  private let settings: [PEDParameters]
  private var study: Int64 = 0
  private var number = 0
  /// By the name of the parameter: the same for all trials, as Optuna wants it.
  private let distributions: [String: String]
  private let parameter: Statement
  private let intermediate: Statement

  init(_ db: Database, settings: [PEDParameters]) throws {
    self.db = db
    self.settings = settings
    distributions = Self.distributions(settings)
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
  }

  func attribute(_ key: String, _ json: String) throws {
    try db.execute(
      sql: "INSERT INTO study_user_attributes (study_id, \"key\", value_json) VALUES (?, ?, ?)",
      arguments: [study, key, json])
  }

  mutating func add(_ run: RecordedRun, _ evaluations: [Evaluation]) throws {
    guard let ped = run.specification.ped else { return }
    let tau = run.correlations?.weightedTau.flatMap { $0.isFinite ? $0 : nil }
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
    for (name, value) in zip(PEDParameters.numericNames, ped.numbers) {
      try parameter.execute(arguments: [trial, name, value, distributions[name]])
    }
    for (name, _) in PEDParameters.switches {
      let index = Self.choices(name, settings).firstIndex(of: ped.value(of: name) ?? "") ?? 0
      try parameter.execute(arguments: [trial, name, Double(index), distributions[name]])
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
    for (key, value) in attributes {
      try db.execute(
        sql: "INSERT INTO trial_user_attributes (trial_id, \"key\", value_json) VALUES (?, ?, ?)",
        arguments: [trial, key, value])
    }
  }

  private static func distributions(_ settings: [PEDParameters]) -> [String: String] {
    var result: [String: String] = [:]
    for (index, name) in PEDParameters.numericNames.enumerated() {
      let values = settings.map { $0.numbers[index] }
      let low = values.min() ?? 0
      let high = values.max() ?? 0
      result[name] =
        name == "iterations"
        ? distribution(
          "Int", "\"log\": false, \"step\": 1, \"low\": \(Int(low)), \"high\": \(Int(high))")
        : distribution(
          "Float", "\"step\": null, \"low\": \(low), \"high\": \(high), \"log\": false")
    }
    for (name, _) in PEDParameters.switches {
      let choices = choices(name, settings).map(JSONText.quoted)
      result[name] = distribution(
        "Categorical", "\"choices\": [\(choices.joined(separator: ", "))]")
    }
    return result
  }

  private static func choices(_ name: String, _ settings: [PEDParameters]) -> [String] {
    Set(settings.compactMap { $0.value(of: name) }).sorted()
  }

  private static func distribution(_ name: String, _ attributes: String) -> String {
    "{\"name\": \"\(name)Distribution\", \"attributes\": {\(attributes)}}"
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
