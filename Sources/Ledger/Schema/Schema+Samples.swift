extension Schema {
  /// The samples of rows that scores are computed from; NULL: all rows, as every earlier run. What was
  /// worked out for tables has another form.
  static let version10 = Migration.statements(
    """
    ALTER TABLE runs ADD COLUMN samples_per_class INTEGER;
    ALTER TABLE runs ADD COLUMN sample_seed INTEGER;
    DELETE FROM cells;
    """)
}
