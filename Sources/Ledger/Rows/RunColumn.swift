import Conditions

/// A column of runs: what conditions, sorting, grouping, listings and JSON can name. ``all`` is the one
/// table of them.
package struct RunColumn: Sendable {
  /// What the values of a column are.
  package enum Kind: Sendable {
    case text, number
    /// 1 or 0.
    case flag
    /// Seconds since 1970.
    case time
  }

  /// As conditions, listings and JSON name it.
  package let name: String
  /// What the values are.
  package let kind: Kind
  /// The column in a statement over `runs`.
  let sql: String
  /// The same where the statement is over the runs of one experiment.
  let sqlInExperiment: String
  private let read: @Sendable (RecordedRun) -> ExpressionValue

  /// Whether the values are words.
  package var isText: Bool { kind == .text }

  /// The value in a run; missing for tags and notes, which ``RunMarks`` has.
  package func value(of run: RecordedRun) -> ExpressionValue { read(run) }

  /// A condition over these columns.
  ///
  /// - Throws: ``ExpressionError`` that points at the place.
  package static func condition(_ text: String) throws(ExpressionError) -> Expression {
    try Expression(
      text, columns: all.map(\.name), times: Set(all.filter { $0.kind == .time }.map(\.name)),
      texts: Set(all.filter(\.isText).map(\.name)))
  }

  /// The column with this name; nil if there is none.
  package static func named(_ name: String) -> RunColumn? { byName[name] }

  /// In the order in which they are documented.
  package static let all: [RunColumn] =
    described + setting + results + times

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}

extension RunColumn {
  private static let described: [RunColumn] = [
    text("experiment", sql: RunReader.anyExperiment, inExperiment: "experiments.name") {
      $0.experiment
    },
    text("run", sql: "substr(runs.identity, 1, runs.id_length)") { $0.id },
    text("status") { $0.isDeleted ? "deleted" : $0.status.rawValue },
    text("dataset") { $0.specification.dataset },
    text("metric") { $0.specification.metric },
    text("motion") { $0.specification.motion },
    text("metric_options", sql: joinedSQL("metric_options")) {
      joined($0.specification.metricOptions)
    },
    text("ablation", sql: joinedSQL("ablation")) { joined($0.specification.ped?.ablation ?? [:]) },
    text("inputs", sql: "substr(runs.input_digest, 1, \(RecordedRun.inputDigits))") { $0.inputs },
    text("error") { $0.error ?? "" },
    text("note") { _ in "" },
    text("tags", sql: "(SELECT group_concat(tag, ' ') FROM tags WHERE tags.run = runs.run)") { _ in
      ""
    },
  ]

  private static let setting: [RunColumn] = [
    flag(
      "current", sql: RunReader.isCurrentAnywhere,
      inExperiment: "(memberships.asked IS experiments.latest)"
    ) { $0.isCurrent },
    number("seed") { $0.specification.seed.map(Double.init) },
    number("samples_per_class") { $0.specification.sample.map { Double($0.perClass) } },
    number("sample_seed") { $0.specification.sample.map { Double($0.seed) } },
    number("step_size") { $0.specification.ped?.stepSize },
    number("iterations") { $0.specification.ped.map { Double($0.iterations) } },
    number("force_constant") { $0.specification.ped?.forceConstant },
    number("radius_scale") { $0.specification.ped?.radiusScale },
    number("exit_ratio") { $0.specification.ped?.exitRatio },
  ]

  private static let results: [RunColumn] =
    [
      number("models") { $0.correlations.map { Double($0.models) } },
      number("accuracies") { $0.correlations.map { Double($0.accuracies) } },
    ]
    + CorrelationStatistic.all.map { statistic in
      number(statistic.name) { statistic.value(of: $0.correlations) }
    } + [number("rounding_ties") { $0.correlations.map { Double($0.roundingTies) } }]

  private static let times: [RunColumn] = [
    number("seconds") { $0.seconds },
    time("created_at") { $0.createdAt },
    time("finished_at") { $0.finishedAt },
    number("method_version") { Double($0.specification.methodVersion) },
    number("setting", sql: RunReader.anySetting, inExperiment: "memberships.setting") {
      $0.setting.map(Double.init)
    },
    flag("lower_is_better") { $0.specification.lowerIsBetter },
  ]

  private static func text(
    _ name: String, sql: String? = nil, inExperiment: String? = nil,
    _ read: @escaping @Sendable (RecordedRun) -> String
  ) -> RunColumn {
    column(name, .text, sql, inExperiment) { run in
      let text = read(run)
      return text.isEmpty ? .missing : .text(text)
    }
  }

  private static func number(
    _ name: String, sql: String? = nil, inExperiment: String? = nil,
    _ read: @escaping @Sendable (RecordedRun) -> Double?
  ) -> RunColumn {
    column(name, .number, sql, inExperiment) { run in
      read(run).map { .number($0) } ?? .missing
    }
  }

  private static func flag(
    _ name: String, sql: String? = nil, inExperiment: String? = nil,
    _ read: @escaping @Sendable (RecordedRun) -> Bool
  ) -> RunColumn {
    column(name, .flag, sql, inExperiment) { .number(read($0) ? 1 : 0) }
  }

  private static func time(
    _ name: String, _ read: @escaping @Sendable (RecordedRun) -> Double?
  ) -> RunColumn {
    column(name, .time, nil, nil) { run in
      read(run).map { .number($0) } ?? .missing
    }
  }

  /// Without SQL of its own, a column has the name that it has in `runs`.
  private static func column(
    _ name: String, _ kind: Kind, _ sql: String?, _ inExperiment: String?,
    _ read: @escaping @Sendable (RecordedRun) -> ExpressionValue
  ) -> RunColumn {
    let sql = sql ?? "runs.\(name)"
    return RunColumn(
      name: name, kind: kind, sql: sql, sqlInExperiment: inExperiment ?? sql, read: read)
  }

  /// As ``joined(_:)``: the names are sorted in the column. What is damaged is left as it is.
  private static func joinedSQL(_ column: String) -> String {
    "CASE WHEN json_valid(runs.\(column)) THEN "
      + "(SELECT group_concat(key || '=' || value, ';') FROM json_each(runs.\(column))) "
      + "ELSE runs.\(column) END"
  }

  /// `name=value;name=value`, sorted by name.
  private static func joined(_ options: [String: String]) -> String {
    options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
  }
}
