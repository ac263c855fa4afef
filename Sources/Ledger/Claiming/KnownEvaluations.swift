import GRDB

/// Finds evaluations that need not be computed: those that a run's own earlier attempt left, and those of
/// runs of the same setting and dataset, whatever their pool and truth, whose inputs were the same.
final class KnownEvaluations {
  private let store: LedgerStore
  private let db: Database
  private let reader: RunReader
  /// Runs that have evaluations of their own.
  private let begun: Set<Int64>
  /// Rows of other runs that score like the ones that are asked for, newest first, by their key.
  private let donors: [Int64: [Int64]]
  private var inputs: [Key: [String: String]] = [:]

  private struct Key: Hashable {
    let digest: String
    let models: [String]
  }

  /// Runs of the same setting and dataset that are looked at for one run at most.
  private static let donorLimit = 16

  /// - Parameter runs: those that will be asked for: they are looked up together.
  init(_ runs: [RecordedRun], _ store: LedgerStore, _ db: Database) throws {
    self.store = store
    self.db = db
    reader = RunReader(db)
    let rows = Set(runs.map(\.row))
    var begun = Set<Int64>()
    try db.cachedStatement(
      sql: """
        SELECT value FROM json_each(?) WHERE EXISTS (
          SELECT 1 FROM evaluations WHERE evaluations.run = value)
        """
    ).forEachRow(["\(runs.map(\.row))"]) { begun.insert(try $0.integer(0)) }
    var donors: [Int64: [Int64]] = [:]
    try db.cachedStatement(
      sql: """
        SELECT scoring, run FROM runs INDEXED BY runs_by_scoring
        WHERE scoring IN (SELECT value FROM json_each(?)) AND is_deleted = 0 ORDER BY run DESC
        """
    ).forEachRow(["\(runs.map(\.specification.scoringKey))"]) { row in
      let run = try row.integer(1)
      if !rows.contains(run) { donors[try row.integer(0), default: []].append(run) }
    }
    (self.begun, self.donors) = (begun, donors)
  }

  /// The known evaluations of one of the runs.
  func of(_ run: RecordedRun) throws -> [Evaluation] {
    // What is damaged is computed anew.
    var known = begun.contains(run.row) ? (try? store.evaluations(of: run, db)) ?? [] : []
    let models = run.specification.models
    guard known.count < models.count, !donors.isEmpty else { return known }
    let others = donors[run.specification.scoringKey, default: []].prefix(Self.donorLimit)
    guard !others.isEmpty else { return known }
    let wanted = try read(run.specification)
    var missing = Set(models).subtracting(known.map(\.model))
    for row in others where !missing.isEmpty {
      guard let donor = try? reader.runs(rows: [row]).first,
        donor.specification.scoresLike(run.specification)
      else { continue }
      let read = try read(donor.specification)
      let shared = missing.filter { wanted[$0] != nil && wanted[$0] == read[$0] }
      guard !shared.isEmpty, let evaluations = try? store.evaluations(of: donor, db) else {
        continue
      }
      let taken = evaluations.filter { shared.contains($0.model) }
      known += taken
      missing.subtract(taken.map(\.model))
    }
    return known
  }

  private func read(_ specification: RunSpecification) throws -> [String: String] {
    let key = Key(digest: specification.inputDigest, models: specification.models)
    if let known = inputs[key] { return known }
    let parts = try store.inputParts(of: key.digest, db) ?? [:]
    let read = InputParts(parts).read(by: key.models)
    inputs[key] = read
    return read
  }
}
