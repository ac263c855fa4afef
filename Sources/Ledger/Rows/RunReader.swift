import GRDB

/// Turns rows of `runs` into ``RecordedRun``, and compares each with its identity: a setting, name or
/// pool that is not what was recorded is not shown as if it were.
final class RunReader {
  /// The first experiment that a run belongs to, rather one in which it is current.
  static let anyExperiment = "ifnull(\(ofFirstMembership("experiments.name")), '')"
  /// The number of the run's setting there.
  static let anySetting = ofFirstMembership("memberships.setting")
  /// Whether the latest submission of any experiment asks for a run.
  static let isCurrentAnywhere = """
    EXISTS (SELECT 1 FROM memberships JOIN experiments USING (experiment)
      WHERE memberships.run = runs.run AND memberships.asked = experiments.latest)
    """
  static let ofAnyExperiment =
    "\(StoredColumn.selection), \(anyExperiment), \(isCurrentAnywhere), \(anySetting)"

  private static func ofFirstMembership(_ column: String) -> String {
    """
    (SELECT \(column) FROM memberships JOIN experiments USING (experiment)
      WHERE memberships.run = runs.run
      ORDER BY memberships.asked IS NOT experiments.latest, memberships.experiment LIMIT 1)
    """
  }

  private let db: Database
  private var pools: [Int64: [String]] = [:]
  private var options: [String: [String: String]] = ["{}": [:]]

  init(_ db: Database) { self.db = db }

  /// The runs in the given rows, in their order; those that do not exist are left out.
  func runs(rows: [Int64]) throws -> [RecordedRun] {
    // One statement for all: making one costs more than reading a row.
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(Self.ofAnyExperiment) FROM runs
        WHERE run IN (SELECT value FROM json_each(?))
        """)
    var found: [Int64: RecordedRun] = [:]
    try statement.forEachRow(["\(rows)"]) { row in
      let run = try run(row)
      found[run.row] = run
    }
    return rows.compactMap { found[$0] }
  }

  /// - Parameter row: as ``StoredColumn`` says.
  /// - Throws: ``DamagedRecord``.
  func run(_ row: StoredRow) throws -> RecordedRun {
    let number = try row.integer(.run)
    return try DamagedRecord.naming(Self.name(row) ?? "in row \(number)") {
      let identity = try row.text(.identity)
      let length = try row.integer(.idLength)
      guard (1...64).contains(length), identity.utf8.count == 64 else {
        throw DamagedRecord("its identity is not one of 64 digits")
      }
      let specification = try specification(row)
      guard specification.hasIdentity(identity) else {
        throw DamagedRecord(
          "its setting, dataset, models or inputs are not those that it was recorded with")
      }
      let run = RecordedRun(
        row: number, id: String(identity.prefix(Int(length))),
        experiment: try row.text(StoredColumn.experiment), specification: specification,
        status: try status(row), isDeleted: try row.integer(.isDeleted) != 0,
        isCurrent: try row.integer(StoredColumn.isCurrent) != 0,
        setting: try row.optionalInteger(StoredColumn.setting).map(Int.init),
        error: try row.optionalText(.error),
        createdAt: try row.number(.createdAt), finishedAt: try row.optionalNumber(.finishedAt),
        seconds: try row.optionalNumber(.seconds), correlations: try correlations(row))
      try check(run, row.optionalInteger(.summary))
      return run
    }
  }

  /// - Parameter summary: nil in a ledger that is being brought to this version.
  private func check(_ run: RecordedRun, _ summary: Int64?) throws {
    guard let summary, let own = ResultChecksum.summary(of: run) else { return }
    guard own == summary else {
      throw DamagedRecord("its correlations, counts or time are not what was recorded")
    }
  }

  /// The short name of a run; nil if even that is damaged.
  static func name(_ row: StoredRow) -> String? {
    guard let identity = try? row.text(.identity), let length = try? row.integer(.idLength),
      (1...64).contains(length)
    else { return nil }
    return String(identity.prefix(Int(length)))
  }

  private func status(_ row: StoredRow) throws -> RunStatus {
    let text = try row.text(.status)
    guard let status = RunStatus(rawValue: text) else {
      throw DamagedRecord(
        "its status is \"\(text)\"; this pedlab knows "
          + RunStatus.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return status
  }

  private func specification(_ row: StoredRow) throws -> RunSpecification {
    var specification = RunSpecification(
      dataset: try row.text(.dataset), models: [], metric: try row.text(.metric),
      metricOptions: try options(row.text(.metricOptions)),
      seed: try row.optionalInteger(.seed).map(Int.init), ped: try parameters(row),
      sample: try sample(row), inputDigest: try row.text(.inputDigest),
      lowerIsBetter: try row.integer(.lowerIsBetter) != 0,
      methodVersion: Int(try row.integer(.methodVersion)))
    specification.models = try models(row.integer(.pool))
    return specification
  }

  private func sample(_ row: StoredRow) throws -> RowSample? {
    guard let perClass = try row.optionalInteger(.samplesPerClass) else { return nil }
    return RowSample(perClass: Int(perClass), seed: Int(try row.integer(.sampleSeed)))
  }

  private func parameters(_ row: StoredRow) throws -> PEDParameters? {
    guard try row.text(.motion) == RunSpecification.pedMotion else { return nil }
    return PEDParameters(
      stepSize: try row.number(.stepSize), iterations: Int(try row.integer(.iterations)),
      forceConstant: try row.number(.forceConstant), radiusScale: try row.number(.radiusScale),
      exitRatio: try row.number(.exitRatio),
      ablation: try options(row.text(.ablation)))
  }

  private func correlations(_ row: StoredRow) throws -> Correlations? {
    guard let models = try row.optionalInteger(.models) else { return nil }
    var correlations = Correlations(
      models: Int(models), accuracies: try row.optionalInteger(.accuracies).map(Int.init),
      roundingTies: Int(try row.integer(.roundingTies)))
    for (index, statistic) in CorrelationStatistic.all.enumerated() {
      correlations[statistic] = try row.optionalNumber(StoredColumn.statistic(index))
    }
    return correlations
  }

  private func options(_ text: String) throws -> [String: String] {
    if let known = options[text] { return known }
    let value = try JSONColumn.decode(text, as: [String: String].self)
    options[text] = value
    return value
  }

  private func models(_ pool: Int64) throws -> [String] {
    if let known = pools[pool] { return known }
    guard
      let text = try String.fetchOne(
        db, sql: "SELECT models FROM pools WHERE pool = ?", arguments: [pool])
    else { throw DamagedRecord("its pool of models (\(pool)) is gone") }
    let models = try JSONColumn.decode(text, as: [String].self)
    pools[pool] = models
    return models
  }
}

extension StoredRow {
  fileprivate func integer(_ column: StoredColumn) throws -> Int64 { try integer(column.rawValue) }
  fileprivate func optionalInteger(_ column: StoredColumn) throws -> Int64? {
    try optionalInteger(column.rawValue)
  }
  fileprivate func number(_ column: StoredColumn) throws -> Double { try number(column.rawValue) }
  fileprivate func optionalNumber(_ column: StoredColumn) throws -> Double? {
    try optionalNumber(column.rawValue)
  }
  fileprivate func text(_ column: StoredColumn) throws -> String { try text(column.rawValue) }
  fileprivate func optionalText(_ column: StoredColumn) throws -> String? {
    try optionalText(column.rawValue)
  }
}
