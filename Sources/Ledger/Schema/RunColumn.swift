/// A column that conditions, sorting and grouping of runs can name.
package struct RunColumn: Sendable, Equatable {
  package let name: String
  package let isText: Bool
  let sql: String

  /// All, in the order in which they are documented.
  package static let all: [RunColumn] =
    [
      text("experiment", RunReader.anyExperiment),
      text("run", "substr(runs.identity, 1, runs.id_length)"),
      text("status"), text("dataset"), text("metric"), text("motion"), text("metric_options"),
      text("ablation"), text("error"), text("note"),
      text("tags", "(SELECT group_concat(tag, ' ') FROM tags WHERE tags.run = runs.run)"),
    ]
    + [
      "seed", "step_size", "iterations", "force_constant", "radius_scale", "exit_ratio", "models",
      "accuracies",
      "weighted_tau", "weighted_tau_low", "weighted_tau_high", "kendall_tau", "spearman", "pearson",
      "rel_at_1", "rel_at_3", "rounding_ties", "seconds", "created_at", "finished_at",
      "method_version",
    ].map { RunColumn(name: $0, isText: false, sql: "runs.\($0)") }

  package static func named(_ name: String) -> RunColumn? { all.first { $0.name == name } }

  private static func text(_ name: String, _ sql: String? = nil) -> RunColumn {
    RunColumn(name: name, isText: true, sql: sql ?? "runs.\(name)")
  }
}
