import GRDB

/// Turns rows of `runs` into ``RecordedRun``.
final class RunReader {
  static let columns = """
    runs.run, runs.identity, runs.id_length, runs.pool, runs.status, runs.is_deleted, runs.dataset,
    runs.metric, runs.metric_options, runs.seed, runs.step_size, runs.iterations,
    runs.force_constant, runs.radius_scale, runs.exit_ratio, runs.ablation, runs.input_digest,
    runs.method_version, runs.created_at, runs.finished_at, runs.seconds, runs.models,
    runs.weighted_tau, runs.weighted_tau_low, runs.weighted_tau_high, runs.kendall_tau,
    runs.spearman, runs.pearson, runs.rel_at_1, runs.rel_at_3, runs.rounding_ties, runs.error,
    runs.accuracies
    """
  /// The first experiment that a run belongs to.
  static let anyExperiment = """
    ifnull((SELECT experiments.name FROM memberships JOIN experiments USING (experiment)
      WHERE memberships.run = runs.run ORDER BY memberships.experiment LIMIT 1), '')
    """

  private let db: Database
  private var pools: [Int64: [String]] = [:]
  private var options: [String: [String: String]] = ["{}": [:]]

  init(_ db: Database) { self.db = db }

  /// The runs of the given numbers, in their order; those that do not exist are left out.
  func runs(numbers: [Int64]) throws -> [(Int64, RecordedRun)] {
    // One cursor for all: making one costs more than reading a row.
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT \(Self.columns), \(Self.anyExperiment) FROM runs
          WHERE run IN (SELECT value FROM json_each(?))
          """), arguments: ["\(numbers)"])
    var found: [Int64: RecordedRun] = [:]
    while let row = try rows.next() { found[row[0]] = try run(row) }
    return numbers.compactMap { number in found[number].map { (number, $0) } }
  }

  /// - Parameter row: ``columns``, then the experiment's name.
  func run(_ row: Row) throws -> RecordedRun {
    let identity: String = row[1]
    return RecordedRun(
      id: String(identity.prefix(row[2])), experiment: row[33],
      specification: try specification(row),
      status: RunStatus(rawValue: row[4]) ?? .crashed, isDeleted: row[5], error: row[31],
      createdAt: row[18], finishedAt: row[19], seconds: row[20], correlations: correlations(row))
  }

  private func specification(_ row: Row) throws -> RunSpecification {
    var specification = RunSpecification(
      dataset: row[6], models: [], metric: row[7], metricOptions: try options(row[8]),
      seed: row[9], ped: try parameters(row), inputDigest: row[16], methodVersion: row[17])
    specification.models = try models(row[3])
    return specification
  }

  private func parameters(_ row: Row) throws -> PEDParameters? {
    guard let stepSize: Double = row[10] else { return nil }
    return PEDParameters(
      stepSize: stepSize, iterations: row[11], forceConstant: row[12], radiusScale: row[13],
      exitRatio: row[14], ablation: try options(row[15] ?? "{}"))
  }

  private func correlations(_ row: Row) -> Correlations? {
    guard let models: Int = row[21] else { return nil }
    return Correlations(
      models: models, accuracies: row[32], weightedTau: row[22], weightedTauLow: row[23],
      weightedTauHigh: row[24],
      kendallTau: row[25], spearman: row[26], pearson: row[27], relAt1: row[28], relAt3: row[29],
      roundingTies: row[30] ?? 0)
  }

  private func options(_ text: String) throws -> [String: String] {
    if let known = options[text] { return known }
    let value = try JSONColumn.decode(text, as: [String: String].self)
    options[text] = value
    return value
  }

  private func models(_ pool: Int64) throws -> [String] {
    if let known = pools[pool] { return known }
    let text = try String.fetchOne(
      db, sql: "SELECT models FROM pools WHERE pool = ?", arguments: [pool])
    let models = try JSONColumn.decode(text ?? "[]", as: [String].self)
    pools[pool] = models
    return models
  }
}
