import FeatureStore
import Findings
import Foundation
import Ledger
import Parallel
import Sweep
import Synchronization

/// The features behind experiments, opened when somebody asks for a motion, and kept.
package final class ReplaySource: Sendable {
  private struct Key: Hashable {
    /// Of the latest plan: another plan may have other features.
    let plan: String
    let dataset: String
  }

  /// Datasets whose statistics are held at once: each is up to some hundred megabytes.
  private static let most = 2

  private let ledger: LedgerStore
  private let cache: StatisticsCache?
  let chances = ChanceCache()
  private let opened = OnceCache<String, SweepInputs>(limit: most)
  private let checks = OnceCache<String, StoreInspection>(limit: most)
  private let replays = Mutex<[(key: Key, replay: SettingReplay)]>([])

  /// - Parameter cache: statistics of earlier sweeps; nil to read features anew.
  package init(_ ledger: LedgerStore, cache: StatisticsCache? = nil) {
    self.ledger = ledger
    self.cache = cache
  }

  /// The datasets of an experiment whose features can be read.
  ///
  /// - Throws: as ``replay(_:dataset:)``.
  func datasets(_ experiment: String) throws -> [String] {
    try inputs(experiment, origin(experiment)).datasets
  }

  /// What is wrong with the store of an experiment, and what its accuracies can tell. Reads all of it once.
  ///
  /// - Throws: as ``replay(_:dataset:)``.
  func check(_ experiment: String) throws -> StoreInspection {
    let origin = try origin(experiment)
    return try checks.value(for: origin.resolvedPlan) {
      let inputs = try inputs(experiment, origin)
      return try Self.readable(experiment) { try StoreInspection(inputs) }
    }
  }

  /// - Throws: ``PageError`` if the plan's store can no longer be read, or has no such dataset.
  func replay(_ experiment: String, dataset: String) throws -> SettingReplay {
    let origin = try origin(experiment)
    let key = Key(plan: origin.resolvedPlan, dataset: dataset)
    return try replays.withLock { replays in
      if let known = replays.first(where: { $0.key == key }) { return known.replay }
      let inputs = try inputs(experiment, origin)
      let made = try Self.readable(experiment) { try SettingReplay(inputs, dataset: dataset) }
      replays = Array(([(key, made)] + replays).prefix(Self.most))
      return made
    }
  }

  private func origin(_ experiment: String) throws -> Provenance {
    guard let origin = try ledger.provenance(ofExperiment: experiment) else {
      throw PageError.missing(
        "The ledger does not say which plan \(experiment) came from, so its features are not known."
      )
    }
    return origin
  }

  private func inputs(_ experiment: String, _ origin: Provenance) throws -> SweepInputs {
    try opened.value(for: origin.resolvedPlan) { [cache] in
      try Self.readable(experiment) {
        let start = origin.workingFolder ?? FileManager.default.currentDirectoryPath
        let path = origin.planPath.hasPrefix("/") ? origin.planPath : "\(start)/\(origin.planPath)"
        return try SweepInputs(try Plan.parse(origin.resolvedPlan, path: path), cache: cache)
      }
    }
  }

  private static func readable<Value>(_ experiment: String, _ open: () throws -> Value) throws
    -> Value
  {
    do { return try open() } catch {
      throw PageError.missing("The features of \(experiment) cannot be read here: \(error)")
    }
  }
}
