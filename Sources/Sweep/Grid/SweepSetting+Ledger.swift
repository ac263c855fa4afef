import Ledger
import Transferability

extension PEDSettings {
  /// The settings as the ledger keeps them: switches at the official value are left out.
  package var recorded: PEDParameters {
    PEDParameters(
      stepSize: stepSize, iterations: iterations, forceConstant: forceConstant,
      radiusScale: radiusScale, exitRatio: exitRatio, ablation: ablation)
  }

  /// The inverse of ``recorded``.
  ///
  /// - Throws: ``PEDError`` for a parameter or a value that this program does not have.
  package init(_ recorded: PEDParameters) throws(PEDError) {
    self.init()
    stepSize = recorded.stepSize
    iterations = recorded.iterations
    forceConstant = recorded.forceConstant
    radiusScale = recorded.radiusScale
    exitRatio = recorded.exitRatio
    try set(recorded.ablation)
  }
}

extension SweepSetting {
  /// The setting of a recorded run.
  ///
  /// - Throws: ``PEDError`` for a parameter of PED that this program does not have.
  package init(_ specification: RunSpecification) throws(PEDError) {
    self.init(
      metric: specification.metric,
      options: specification.metricOptions.mapValues(MetricOption.init(parsing:)),
      seed: specification.seed, ped: try specification.ped.map(PEDSettings.init),
      sample: specification.sample)
  }

  /// What is computed when this setting meets a dataset.
  package func specification(
    dataset: String, models: [String], inputDigest: String, lowerIsBetter: Bool = false
  ) -> RunSpecification {
    RunSpecification(
      dataset: dataset, models: models, metric: metric,
      metricOptions: options.mapValues(\.recorded), seed: seed, ped: ped?.recorded,
      sample: sample, inputDigest: inputDigest, lowerIsBetter: lowerIsBetter,
      methodVersion: MethodVersion.current)
  }
}

extension MetricOption {
  /// The text of the ledger: that of a whole number has no fraction, so that 1, 1.0 and 1e0 are one.
  var recorded: String {
    guard case .number(let value) = self, let whole = Int(exactly: value) else {
      return description
    }
    return String(whole)
  }
}

/// Raised when a change of the code changes numbers beyond rounding, so that old runs are not
/// taken for new ones.
package enum MethodVersion {
  /// The version of this program.
  package static let current = 4
}
