import Ledger

/// Runs that need no features.
enum Sample {
  static let models = ["alpha", "beta", "gamma"]

  static func specification(
    _ stepSize: Double = 0.1, dataset: String = "digits", digest: String = "d1",
    models: [String] = models
  ) -> RunSpecification {
    RunSpecification(
      dataset: dataset, models: models, metric: "logme",
      ped: PEDParameters(
        stepSize: stepSize, iterations: 6, forceConstant: 1, radiusScale: 0.6, exitRatio: 0.5),
      inputDigest: digest, methodVersion: 1)
  }

  static func specifications(_ count: Int, dataset: String = "digits") -> [RunSpecification] {
    (1...count).map { specification(Double($0) / 100, dataset: dataset) }
  }

  static func result(_ shift: Double = 0, tau: Double = 0.5, seconds: Double = 1) -> RunResult {
    RunResult(
      evaluations: models.enumerated().map { index, model in
        Evaluation(
          model: model, score: Double(index) / 3 + shift, stepsTaken: 2, stop: "iterations",
          accuracy: index == 2 ? nil : 90 + Double(index), seconds: seconds,
          notes: index == 0 ? ["rank 5 of 8"] : [],
          trace: [
            TraceRow(
              step: 0, potentialEnergy: 10, displacement: 0, changeRatio: nil, overlappingPairs: 3),
            TraceRow(
              step: 1, potentialEnergy: 4, displacement: 0.1, changeRatio: nil, overlappingPairs: 2),
            TraceRow(
              step: 2, potentialEnergy: 1e-300, displacement: 1 / 3, changeRatio: 0.7,
              overlappingPairs: 200),
          ])
      },
      correlations: Correlations(
        models: 3, accuracies: 2, weightedTau: tau, weightedTauLow: -1,
        roundingTies: 2),
      seconds: 3 * seconds)
  }

  static func provenance(_ host: String = "here") -> Provenance {
    Provenance(
      planText: "experiment: try # as written\n", resolvedPlan: "experiment: try\n",
      planPath: "plan.yaml", overrides: ["ped.step_size=0.1"], commandLine: ["pedlab", "run"],
      codeVersion: "0.1.0 (abc-dirty)", libraries: ["blas_core": "Zen"], host: host, user: "me",
      workingFolder: "/somewhere")
  }
}

extension LedgerStore {
  /// Submits specifications and records a result for each.
  @discardableResult
  func fill(
    _ specifications: [RunSpecification], experiment: String = "try",
    result: RunResult = Sample.result()
  ) throws -> Int64 {
    let submission = try registerExperiment(experiment, provenance: Sample.provenance())
    _ = try enqueue(specifications, submission: submission)
    while true {
      let claimed = try claim(submission: submission, limit: 100)
      if claimed.isEmpty { return submission }
      for run in claimed { try finish(run, result) }
    }
  }
}
