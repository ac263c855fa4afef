import Findings
import Foundation
import Ledger
import Sweep
import Synchronization

/// The features behind an experiment, opened when somebody asks for a motion, and kept.
package final class ReplaySource: Sendable {
  private struct Key: Hashable {
    let experiment: String
    let dataset: String
  }

  /// Datasets whose statistics are held at once: each is up to some hundred megabytes.
  private static let most = 2

  private let ledger: LedgerStore
  let chances = ChanceCache()
  private let replays = Mutex<[(key: Key, replay: SettingReplay)]>([])

  package init(_ ledger: LedgerStore) { self.ledger = ledger }

  /// - Throws: ``PageError`` if the plan's store cannot be read any more, or has no such dataset.
  func replay(_ experiment: String, dataset: String) throws -> SettingReplay {
    let key = Key(experiment: experiment, dataset: dataset)
    return try replays.withLock { replays in
      if let known = replays.first(where: { $0.key == key }) { return known.replay }
      let made = try open(key)
      replays = Array(([(key, made)] + replays).prefix(Self.most))
      return made
    }
  }

  private func open(_ key: Key) throws -> SettingReplay {
    guard let origin = try ledger.provenance(ofExperiment: key.experiment) else {
      throw PageError.missing(
        "The ledger does not say which plan \(key.experiment) came from, so its features are not known."
      )
    }
    do {
      let start = origin.workingFolder ?? FileManager.default.currentDirectoryPath
      let path = origin.planPath.hasPrefix("/") ? origin.planPath : "\(start)/\(origin.planPath)"
      let inputs = try SweepInputs(try Plan.parse(origin.resolvedPlan, path: path))
      return try SettingReplay(inputs, dataset: key.dataset)
    } catch {
      throw PageError.missing("The features of \(key.experiment) cannot be read here: \(error)")
    }
  }
}
