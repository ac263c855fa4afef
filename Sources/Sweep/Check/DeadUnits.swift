import FeatureStatistics
import LinearAlgebra
import Transferability
import Wording

/// Units that hardly vary on the source data (sd below the floor) but do on a dataset: PED divides
/// them by the floor, so they may carry most of what it sees.
struct DeadUnits {
  /// The smallest standard deviation that PED divides by.
  static let floor = PEDSettings().rescaleFloor
  let count: Int
  /// Of the total variance after rescaling.
  let share: Double

  init(variances: [Double], reference: ReferenceStatistics) {
    let deviations = reference.standardDeviation
    let rescaled = variances.indices.map { d -> Double in
      let divisor = max(deviations[d], Self.floor)
      return variances[d] / (divisor * divisor)
    }
    let dead = variances.indices.filter { deviations[$0] < Self.floor && variances[$0] > 0 }
    count = dead.count
    let total = rescaled.reduce(0, +)
    share = total > 0 ? dead.map { rescaled[$0] }.reduce(0, +) / total : 0
  }

  /// What the shares of a model's datasets say; nil if it has no dead units.
  static func text(shares: [Double]) -> String? {
    guard let least = shares.min(), let most = shares.max() else { return nil }
    let range =
      percent(least) == percent(most) ? percent(most) : "\(percent(least)) to \(percent(most))"
    return
      "units that are dead on the reference (sd < \(floor)) vary on \(counted(shares.count, "dataset"))"
      + " and carry \(range) % of the rescaled variance"
  }

  private static func percent(_ share: Double) -> String {
    Printed.fixed(100 * share, decimals: 1)
  }
}
