extension Schema {
  /// The columns of the statistics that a version of the tables is the first to have.
  static func statistics(of version: Int) -> Migration {
    .statements(
      CorrelationStatistic.all.filter { $0.version == version }
        .map { "ALTER TABLE runs ADD COLUMN \($0.name) REAL;" }.joined(separator: "\n"))
  }
}
