import FeatureStatistics
import FeatureStore
import LinearAlgebra
import Transferability

/// One model on one dataset.
struct SampleTask {
  let inputs: SweepInputs
  let dataset: String
  let model: String
  let settings: [SweepSetting]
  let variants: [MetricVariant]
  let budgets: SampleBudgets

  init(
    _ inputs: SweepInputs, _ dataset: String, _ model: String, _ settings: [SweepSetting],
    _ variants: [MetricVariant], _ budgets: SampleBudgets
  ) {
    (self.inputs, self.dataset, self.model) = (inputs, dataset, model)
    (self.settings, self.variants, self.budgets) = (settings, variants, budgets)
  }

  func values() throws -> [SampleValue] {
    let labels = try inputs.store.labels(model: model, dataset: dataset)
    guard labels.targets == nil else {
      throw MetricError("samples by class need classes; the labels are real-valued targets.")
    }
    let held = try held(labels)
    var values: [SampleValue] = []
    for perClass in budgets.perClass {
      for seed in perClass == nil ? [budgets.seeds[0]] : budgets.seeds {
        let nested = NestedRows(labels: labels.classes, classes: labels.classCount, seed: seed)
        values += try self.values(held, nested, perClass, seed)
      }
    }
    try inputs.checkUnchanged(model: model, dataset: dataset)
    return values
  }

  private func held(_ labels: Labels) throws -> HeldSample {
    let features = try inputs.store.features(model: model, dataset: dataset)
    guard 8 * features.rows * features.columns <= HeldSample.largest else {
      throw MetricError(
        "samples of rows are made in memory, and \(features.rows) x \(features.columns) features are "
          + "more than 2 GB.")
    }
    let readsOutputs = variants.contains { $0.metric.description.inputs.contains(.logits) }
    let outputs =
      readsOutputs && inputs.store.hasLogits(model: model, dataset: dataset)
      ? try inputs.outputs(model, dataset) : nil
    return try HeldSample(
      features: features, labels: labels.classes, classes: labels.classCount,
      outputs: try outputs.map { ($0.rows, try $0.kind()) },
      reference: try? inputs.reference(model), companions: inputs.companions(model, dataset))
  }

  private func values(
    _ held: HeldSample, _ nested: NestedRows, _ perClass: Int?, _ seed: Int
  ) throws -> [SampleValue] {
    let blocks = SampleBudgets.blocks
    if budgets.withErrors, min(perClass ?? nested.fewest, nested.fewest) < 2 {
      throw MetricError(
        "standard errors leave out blocks of rows, and a class has a single one; every class needs two."
      )
    }
    let rows = nested.rows(perClass: perClass)
    let whole = evaluations(held.input(of: rows))
    let without = (0..<(budgets.withErrors ? blocks : 0)).map { block in
      evaluations(held.input(of: nested.rows(perClass: perClass, without: block, of: blocks)))
    }
    return settings.indices.map { setting in
      SampleValue(
        model: model, setting: setting, perClass: perClass, seed: perClass == nil ? nil : seed,
        rows: rows.count, components: whole[setting],
        withoutBlocks: without.compactMap { try? $0[setting].get() })
    }
  }

  private func evaluations(_ input: ScoringInput) -> [Result<[Double], any Error>] {
    let pair = PreparedPair(
      classes: input.moments.classCount,
      checkLogits: { [inputs, model, dataset] in
        try inputs.checkLogits(model: model, dataset: dataset)
      }, load: { input })
    pair.prepare(settings.indices.map { (settings[$0].ped, variants[$0]) }, keepsInput: true)
    return settings.indices.map { index in
      Result { try pair.evaluate(settings[index].ped, variants[index]).components }
    }
  }
}
