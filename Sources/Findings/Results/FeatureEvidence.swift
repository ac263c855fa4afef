import Ledger
import Transferability

/// What a report can show when the features were read: it asks by the names of the store.
package struct FeatureEvidence: Sendable {
  /// Asks for the motion of a model on a dataset with a setting.
  package typealias Path =
    @Sendable (
      _ model: String, _ dataset: String, _ setting: PEDParameters
    ) throws -> MotionPath

  /// By dataset and model the share of the rescaled variance that is from units dead on the source data.
  package let deadUnitShares: [String: [String: Double]]
  /// The motion of the class means of a model on a dataset.
  package let path: Path

  package init(deadUnitShares: [String: [String: Double]], path: @escaping Path) {
    self.deadUnitShares = deadUnitShares
    self.path = path
  }

  /// The same, asked by the names that `names` gives those of the store.
  func renamed(_ names: [String: String]) -> FeatureEvidence {
    guard !names.isEmpty else { return self }
    let stored = Dictionary(names.map { ($1, $0) }) { first, _ in first }
    let path = path
    let shares = deadUnitShares.map { dataset, models in
      (
        names[dataset] ?? dataset,
        Dictionary(uniqueKeysWithValues: models.map { (names[$0] ?? $0, $1) })
      )
    }
    return FeatureEvidence(deadUnitShares: Dictionary(uniqueKeysWithValues: shares)) {
      try path(stored[$0] ?? $0, stored[$1] ?? $1, $2)
    }
  }
}
