import Ledger
import Transferability

extension PEDSettings {
  /// The settings as the ledger keeps them: switches at the official value are left out.
  package var recorded: PEDParameters {
    let official = PEDSettings()
    var ablation: [String: String] = [:]
    for parameter in PEDParameter.all.dropFirst(PEDParameter.swept) {
      let value = parameter.value(self)
      if value != parameter.value(official) { ablation[parameter.name] = value.description }
    }
    return PEDParameters(
      stepSize: stepSize, iterations: iterations, forceConstant: forceConstant,
      radiusScale: radiusScale, exitRatio: exitRatio, ablation: ablation)
  }

  /// The inverse of ``recorded``.
  package init(_ recorded: PEDParameters) {
    self.init()
    stepSize = recorded.stepSize
    iterations = recorded.iterations
    forceConstant = recorded.forceConstant
    radiusScale = recorded.radiusScale
    exitRatio = recorded.exitRatio
    for (name, text) in recorded.ablation {
      PEDParameter.named(name)?.apply(&self, MetricOption(parsing: text))
    }
  }
}

extension MetricOption {
  /// The option that `description` was written from.
  package init(parsing text: String) {
    if let integer = Int(text) {
      self = .integer(integer)
    } else if let number = Double(text) {
      self = .number(number)
    } else if text == "true" || text == "false" {
      self = .flag(text == "true")
    } else {
      self = .text(text)
    }
  }
}

extension SweepSetting {
  /// The setting of a recorded run.
  package init(_ specification: RunSpecification) {
    self.init(
      metric: specification.metric,
      options: specification.metricOptions.mapValues(MetricOption.init(parsing:)),
      seed: specification.seed, ped: specification.ped.map(PEDSettings.init))
  }

  /// What is computed when this setting meets a dataset.
  package func specification(
    dataset: String, models: [String], inputDigest: String
  ) -> RunSpecification {
    RunSpecification(
      dataset: dataset, models: models, metric: metric,
      metricOptions: options.mapValues(\.description), seed: seed, ped: ped?.recorded,
      inputDigest: inputDigest, methodVersion: MethodVersion.current)
  }
}

/// Raised when a change of the code changes numbers beyond rounding, so that old runs are not
/// taken for new ones.
package enum MethodVersion {
  package static let current = 1
}
