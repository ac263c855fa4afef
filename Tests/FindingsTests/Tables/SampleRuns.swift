import Findings
import Ledger

/// Runs made up for the tests of tables and choices.
enum SampleRuns {
  static func run(
    _ dataset: String, _ metric: String, _ tau: Double?, ped: PEDParameters? = nil,
    seed: Int? = nil, roundingTies: Int = 0, status: RunStatus = .finished, createdAt: Double = 0
  ) -> RecordedRun {
    let specification = RunSpecification(
      dataset: dataset, models: ["m1", "m2", "m3"], metric: metric, seed: seed, ped: ped,
      inputDigest: "", methodVersion: 1)
    let id = "\(dataset)-\(metric)-\(ped?.stepSize ?? 0)-\(seed ?? 0)-\(createdAt)"
    return RecordedRun(
      id: id, experiment: "sample", specification: specification, status: status,
      createdAt: createdAt,
      correlations: Correlations(
        models: 14, weightedTau: tau, weightedTauLow: tau.map { $0 - 0.2 },
        weightedTauHigh: tau.map { $0 + 0.1 }, roundingTies: roundingTies))
  }

  static func step(_ size: Double) -> PEDParameters {
    var ped = PEDParameters.official
    ped.stepSize = size
    return ped
  }

  /// LogME and SFDA without PED and at three step sizes (0.1 is official), on three datasets.
  static let runs: [RecordedRun] = [
    run("a", "logme", 0.50), run("b", "logme", 0.60), run("c", "logme", 0.70),
    run("a", "logme", 0.40, ped: step(0.1)), run("b", "logme", 0.65, ped: step(0.1)),
    run("c", "logme", 0.60, ped: step(0.1)), run("a", "logme", 0.55, ped: step(0.05)),
    run("b", "logme", 0.50, ped: step(0.05)), run("c", "logme", 0.72, ped: step(0.05)),
    run("a", "logme", 0.10, ped: step(0.2)), run("b", "logme", 0.75, ped: step(0.2)),
    run("c", "logme", 0.70, ped: step(0.2)), run("a", "sfda", 0.45, roundingTies: 3),
    run("b", "sfda", 0.55), run("c", "sfda", 0.65),
  ]
}
