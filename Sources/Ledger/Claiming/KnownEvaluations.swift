import GRDB

/// Finds evaluations that need not be computed: those that a run's own earlier attempt left, and those of
/// runs of the same setting and dataset, whatever their pool and truth, whose inputs were the same.
final class KnownEvaluations {
  private let store: LedgerStore
  private let db: Database
  private let reader: RunReader
  private var inputs: [Key: [String: String]] = [:]

  private struct Key: Hashable {
    let digest: String
    let models: [String]
  }

  /// Runs of the same setting and dataset that are looked at for one run at most.
  private static let donors = 16

  init(_ store: LedgerStore, _ db: Database) {
    self.store = store
    self.db = db
    reader = RunReader(db)
  }

  /// The known evaluations of a run that was just claimed.
  func of(_ run: RecordedRun) throws -> [Evaluation] {
    // What is damaged is computed anew.
    var known = (try? store.evaluations(of: run, db)) ?? []
    let models = run.specification.models
    guard known.count < models.count else { return known }
    let donors = try donors(of: run)
    guard !donors.isEmpty else { return known }
    let wanted = try read(run.specification)
    var missing = Set(models).subtracting(known.map(\.model))
    for donor in donors where !missing.isEmpty {
      guard donor.specification.scoresLike(run.specification) else { continue }
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

  private func donors(of run: RecordedRun) throws -> [RecordedRun] {
    let rows = try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT run FROM runs WHERE scoring = ? AND run <> ? AND is_deleted = 0
          ORDER BY run DESC LIMIT ?
          """), arguments: [run.specification.scoringKey, run.row, Self.donors])
    return rows.compactMap { try? reader.runs(rows: [$0]).first }
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
