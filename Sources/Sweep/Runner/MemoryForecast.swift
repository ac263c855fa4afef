import Ledger

/// What a sweep takes of memory, the whole process together with the one that reads.
package struct MemoryForecast: Sendable {
  /// Bytes at most at the same time.
  package private(set) var bytes = PairMemory.process
  /// The model that needs most, as "MODEL on DATASET", with the bytes that a sweep of it alone takes at
  /// most; nil without runs.
  package private(set) var largest: (name: String, bytes: Int)?

  /// From so many models on a sweep claims ``fewRuns`` at least together: each model is prepared once for
  /// them, and let go of.
  static let manyModels = 64
  /// See ``manyModels``.
  static let fewRuns = 8

  /// - Parameter runs: those that are still to do.
  package init(
    _ runs: [RunSpecification], inputs: SweepInputs, workers: Int, limit: Int
  ) throws {
    // What was read for the digests waits until its dataset's turn.
    var waiting = inputs.waitingBytes
    bytes += waiting
    let areFew = runs.count <= Self.fewRuns
    var known = 0
    for (dataset, runs) in Dictionary(grouping: runs, by: \.dataset).sorted(by: { $0.key < $1.key })
    {
      let pool = DatasetPool(dataset: dataset, inputs: inputs)
      let metrics = Set(runs.map(\.metric))
      let settings = runs.count / max(metrics.count, 1)
      let models = Set(runs.flatMap(\.models)).sorted()
      known += models.count
      // Of a dataset's only run, nothing follows for which models stay prepared.
      let staysPrepared = runs.count > 1 && !(areFew && models.count >= Self.manyModels)
      let waitingBefore = waiting
      var pairs: [PairMemory] = []
      for model in models {
        let pair = try pool.memory(model, metrics: metrics, settings: settings)
        pairs.append(pair)
        waiting -= inputs.waitingBytes(model, dataset)
        let alone = PairMemory.process + pair.atMost
        if alone > largest?.bytes ?? 0 { largest = ("\(model) on \(dataset)", alone) }
      }
      let held = staysPrepared ? waiting : waitingBefore
      bytes = max(
        bytes,
        held
          + Self.bytes(
            pairs, workers: workers, limit: limit - held, staysPrepared: staysPrepared))
    }
    bytes += known * PairMemory.known
  }

  /// Of the models of a dataset: all of them stay prepared if there is room and something follows, else as
  /// many as are worked on.
  package static func bytes(
    _ pairs: [PairMemory], workers: Int, limit: Int, staysPrepared: Bool = true
  ) -> Int {
    let all = whole(pairs, workers: workers)
    guard all > limit || !staysPrepared else { return all }
    let sizes = pairs.map { $0.held + $0.preparing }.sorted(by: >)
    let passing = pairs.map(\.passing).max() ?? 0
    let together =
      PairMemory.process + passing + sizes.prefix(workers).reduce(0, +)
      + PairMemory.left(of: min(pairs.count, workers))
    let one = PairMemory.process + (pairs.map(\.together).max() ?? 0)
    return max(one, min(together, limit))
  }

  /// With all models prepared at the same time.
  static func whole(_ pairs: [PairMemory], workers: Int) -> Int {
    let preparing = pairs.map(\.preparing).sorted(by: >).prefix(workers).reduce(0, +)
    let passing = pairs.map(\.passing).max() ?? 0
    return PairMemory.process + PairMemory.left(of: pairs.count)
      + pairs.reduce(0) { $0 + $1.held } + preparing + passing
  }

  /// Why the sweep would not keep to a limit; nil if it does.
  ///
  /// - Parameter machine: bytes that this process may use, where the limit is half of them; nil where it
  ///   was asked for by `--memory`.
  package func excess(over limit: Int, machine: Int? = nil) -> String? {
    guard let largest, largest.bytes > limit else { return nil }
    let needs =
      "\(largest.name) alone needs up to \(SweepForecast.size(largest.bytes)), with the program itself."
    guard let machine else {
      return "--memory \(SweepForecast.size(limit)) is too little: \(needs) "
        + "Raise --memory, or leave that model out."
    }
    return "This process may use \(SweepForecast.size(machine)), and a sweep plans for half of "
      + "that: \(needs) Give it more, or say with --memory what it may take."
  }
}
