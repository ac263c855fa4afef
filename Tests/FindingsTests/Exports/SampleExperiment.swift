import Findings
import Foundation
import Ledger

/// An experiment made by hand: 2 metrics x (none, PED at 2 x 2 settings) x 3 datasets x 5 models.
enum SampleExperiment {
  static let models = ["resnet50", "densenet121", "vit_small", "swin,tiny", "mobile \"v2\""]

  static func record(
    datasets: [String] = ["digits", "letters", "faces"], metrics: [String] = ["logme", "sfda"],
    stepSizes: [Double] = [0.1, 0.2], iterations: [Int] = [2, 6]
  ) -> ExperimentRecord {
    var runs: [RecordedRun] = []
    for (d, dataset) in datasets.enumerated() {
      for (m, metric) in metrics.enumerated() {
        var settings: [PEDParameters?] = [nil]
        for step in stepSizes {
          for count in iterations {
            settings.append(
              PEDParameters(
                stepSize: step, iterations: count, forceConstant: 1, radiusScale: 0.6,
                exitRatio: 0.5))
          }
        }
        for ped in settings {
          runs.append(run(runs.count, dataset, metric, ped, tau: 0.3 + 0.1 * Double(d + m)))
        }
      }
    }
    return ExperimentRecord(name: "sample", runs: runs.reversed(), provenance: provenance) { runs in
      Dictionary(uniqueKeysWithValues: runs.map { ($0.id, evaluations($0)) })
    }
  }

  static let provenance = Provenance(
    planText: "experiment: sample\n", resolvedPlan: "experiment: sample\nmodels: all\n",
    planPath: "Experiments/sample/plan.yaml", overrides: [], commandLine: ["pedlab", "run"],
    codeVersion: "0.1.0", libraries: ["hdf5": "1.10.8"], host: "host", user: "user")

  private static func run(
    _ number: Int, _ dataset: String, _ metric: String, _ ped: PEDParameters?, tau: Double
  ) -> RecordedRun {
    let gain = ped.map { $0.stepSize * Double($0.iterations) / 10 } ?? 0
    let hex = String(number, radix: 16)
    var correlations = Correlations(
      models: models.count, weightedTau: tau + gain, weightedTauLow: tau + gain - 0.3,
      weightedTauHigh: tau + gain + 0.2)
    // Pearson's r is missing, as are those that an earlier version did not know.
    let values = [
      "kendall_tau": tau, "spearman": tau - 0.05, "rel_at_1": 1, "rel_at_3": 1, "regret_at_1": 1.5,
    ]
    for statistic in CorrelationStatistic.all {
      if let value = values[statistic.name] { correlations[statistic] = value }
    }
    return RecordedRun(
      id: String(repeating: "0", count: 12 - hex.count) + hex, experiment: "sample",
      specification: RunSpecification(
        dataset: dataset, models: models, metric: metric, ped: ped, inputDigest: "d",
        methodVersion: 1),
      status: .finished, createdAt: 1_700_000_000, finishedAt: 1_700_000_001, seconds: 1,
      correlations: correlations)
  }

  static func evaluations(_ run: RecordedRun) -> [Evaluation] {
    models.enumerated().map { index, model in
      let ped = run.specification.ped
      let rows = ped.map { ped in
        (0...ped.iterations).map { step in
          TraceRow(
            step: step, potentialEnergy: 100 / Double(1 + step * (index + 1)),
            displacement: step == 0 ? 0 : ped.stepSize * Double(10 - step + index),
            changeRatio: step == 0 ? nil : 1 / Double(step), overlappingPairs: 45 - step * index)
        }
      }
      return Evaluation(
        model: model, score: 0.1 + 0.1 * Double((index * 3) % 5), stepsTaken: ped?.iterations,
        stop: ped == nil ? nil : "iterations", accuracy: 70 + Double(index) * 3.3,
        seconds: 0.25, trace: rows ?? [])
    }
  }
}
