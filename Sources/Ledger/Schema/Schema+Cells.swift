extension Schema {
  /// What is worked out of the current runs of an experiment, kept beside them and removed by whatever
  /// changes one of them; and whether a lower accuracy is the better one.
  static let version6 = Migration.statements(
    """
    CREATE TABLE cells (
      experiment INTEGER NOT NULL REFERENCES experiments ON DELETE CASCADE,
      name TEXT NOT NULL,
      content BLOB,
      checksum INTEGER NOT NULL,
      PRIMARY KEY (experiment, name)
    ) STRICT;
    \(triggers.joined(separator: ";\n"));
    ALTER TABLE runs ADD COLUMN lower_is_better INTEGER NOT NULL DEFAULT 0
      CHECK (lower_is_better IN (0, 1));
    UPDATE runs SET lower_is_better = 1 WHERE EXISTS (
      SELECT 1 FROM inputs, json_each(inputs.parts) AS part
      WHERE inputs.digest = runs.input_digest AND part.key LIKE 'accuracy %'
        AND part.value LIKE '% (lower is better)');
    """)

  /// The triggers of a ledger, as SQLite keeps their text: all that there are. A file with another one is
  /// not opened.
  static let triggers = [
    """
    CREATE TRIGGER cells_of_changed_run
    AFTER UPDATE OF \(whatTablesShow) ON runs WHEN EXISTS (SELECT 1 FROM cells) BEGIN
      DELETE FROM cells
      WHERE experiment IN (SELECT experiment FROM memberships WHERE memberships.run = NEW.run);
    END
    """,
    """
    CREATE TRIGGER cells_of_added_membership AFTER INSERT ON memberships BEGIN
      DELETE FROM cells WHERE experiment = NEW.experiment;
    END
    """,
    """
    CREATE TRIGGER cells_of_changed_membership AFTER UPDATE ON memberships BEGIN
      DELETE FROM cells WHERE experiment IN (OLD.experiment, NEW.experiment);
    END
    """,
    """
    CREATE TRIGGER cells_of_removed_membership AFTER DELETE ON memberships BEGIN
      DELETE FROM cells WHERE experiment = OLD.experiment;
    END
    """,
    """
    CREATE TRIGGER cells_of_changed_experiment AFTER UPDATE OF latest ON experiments BEGIN
      DELETE FROM cells WHERE experiment = NEW.experiment;
    END
    """,
  ]

  private static let whatTablesShow = """
    identity, pool, status, is_deleted, dataset, metric, metric_options, seed, motion, step_size,
    iterations, force_constant, radius_scale, exit_ratio, ablation, input_digest, method_version,
    created_at, models, accuracies, weighted_tau, weighted_tau_low, weighted_tau_high, kendall_tau,
    spearman, pearson, rel_at_1, rel_at_3, regret_at_1, regret_at_3, recall_at_1, recall_at_3,
    ndcg_at_3, rounding_ties
    """
}
