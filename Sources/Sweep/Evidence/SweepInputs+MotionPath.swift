import Ledger
import Transferability

extension SweepInputs {
  /// The motion of the class means of a model on a dataset, for a picture.
  ///
  /// - Throws: ``StoreError`` for features that cannot be read, ``PEDError`` for a setting that this
  ///   program does not have or cannot compute.
  package func motionPath(
    model: String, dataset: String, setting: PEDParameters
  ) throws -> MotionPath {
    let settings = try PEDSettings(setting)
    let input = try scoringInput(model: model, dataset: dataset)
    return try PEDPreparation(
      moments: input.moments, reference: input.reference, features: input.features,
      labels: input.labels, for: settings.preparation
    ).path(settings)
  }
}
