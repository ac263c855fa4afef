import FeatureStore
import Ledger
import Parallel
import Transferability

extension SweepRunner {
  /// Scores a model of runs that other processes have claimed: a run of many models, or the last runs of
  /// a plan, need not wait for one process. The scores are recorded one by one, and who claimed the run
  /// makes its correlations of them.
  ///
  /// What fails here is given back, and fails where the run is: the reason belongs to it.
  func help(_ helped: HelpedModel, _ batch: SweepBatch) throws {
    defer { if !stop.isSet { batch.pool.release(helped.model) } }
    let accuracy = inputs.accuracy(model: helped.model, dataset: helped.dataset)
    let runs = try helped.runs.map { run in
      let setting = try SweepSetting(run.specification)
      return (run: run, setting: setting, variant: try MetricVariant(setting))
    }
    let cores = CoreBudget(cores: options.workers)
    try cores.occupyingOne {
      for (sample, runs) in Dictionary(grouping: runs, by: \.setting.sample) {
        try batch.pool.pair(helped.model, sample)
          .prepare(runs.map { ($0.setting.ped, $0.variant) }, keepsInput: true)
      }
      for one in runs where !stop.isSet {
        let pair = try batch.pool.pair(helped.model, one.setting.sample)
        guard let computed = try? pair.evaluate(one.setting.ped, one.variant) else { continue }
        try? inputs.checkUnchanged(model: helped.model, dataset: helped.dataset)
        if let change = inputs.store.changedFile {
          batch.tally.add(changedFile: change)
          return stop.set()
        }
        try batch.recorder.keep(
          Evaluation(computed, model: helped.model, accuracy: accuracy),
          of: one.run)
        batch.tally.addComputed()
        progress(helped.dataset)
      }
    }
    try batch.recorder.flush()
    try ledger.endHelping()
  }
}
