import Ledger

/// The runs that count: finished, not deleted, and of those that repeat the same setting, dataset
/// and seed (on other inputs or with another version) the newest.
package enum NewestRuns {
  /// By seeds, so that sums over repetitions do not depend on the order in which runs ended.
  package static func of(_ runs: [RecordedRun]) -> [RecordedRun] {
    struct Key: Hashable {
      let setting: MethodSetting
      let dataset: String
      let seed: Int?
      let sampleSeed: Int?
    }
    // Places in `runs`, not runs: of 100,000 each would be moved about whenever this grows.
    var newest: [Key: Int] = [:]
    newest.reserveCapacity(runs.count)
    for (place, run) in runs.enumerated()
    where run.status == .finished && !run.isDeleted && run.correlations != nil {
      let specification = run.specification
      let key = Key(
        setting: MethodSetting(specification), dataset: specification.dataset,
        seed: specification.seed, sampleSeed: specification.sample?.seed)
      if let known = newest[key],
        (runs[known].createdAt, runs[known].id) > (run.createdAt, run.id)
      {
        continue
      }
      newest[key] = place
    }
    let seeds = runs.map { ($0.specification.seed ?? -1, $0.specification.sample?.seed ?? -1) }
    return newest.values.sorted { left, right in
      seeds[left] == seeds[right] ? left < right : seeds[left] < seeds[right]
    }.map { runs[$0] }
  }
}
