import FeatureStatistics
import FeatureStore
import Ledger
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
    let asked = budgets.samples
    let held = try inputs.heldSample(
      model, dataset, of: asked,
      readsOutputs: variants.contains { $0.metric.description.inputs.contains(.logits) })
    var values: [SampleValue] = []
    for sample in asked {
      // Blocks of all rows are divided in the order of the first seed.
      let nested = NestedRows(
        labels: labels.classes, classes: labels.classCount, seed: sample?.seed ?? budgets.seeds[0])
      values += try self.values(held, nested, sample)
    }
    try inputs.checkUnchanged(model: model, dataset: dataset)
    return values
  }

  private func values(
    _ held: HeldSample, _ nested: NestedRows, _ sample: RowSample?
  ) throws -> [SampleValue] {
    let (blocks, perClass) = (SampleBudgets.blocks, sample?.perClass)
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
        model: model, setting: setting, sample: sample,
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
