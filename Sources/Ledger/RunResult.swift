/// Everything that a run adds to the ledger when it ends, in one transaction.
package struct RunResult: Codable, Sendable, Equatable {
  /// Of the models that were scored.
  package var evaluations: [Evaluation]
  /// The models that could not be scored, with the reasons.
  package var failures: [EvaluationFailure]
  package var correlations: Correlations
  /// Seconds of work, summed over the models.
  package var seconds: Double
  /// Why the run counts as failed; nil: it is finished. Its scores are recorded either way.
  package var error: String?

  package init(
    evaluations: [Evaluation], failures: [EvaluationFailure] = [], correlations: Correlations,
    seconds: Double, error: String? = nil
  ) {
    self.evaluations = evaluations
    self.failures = failures
    self.correlations = correlations
    self.seconds = seconds
    self.error = error
  }
}

/// A model that could not be scored in a run.
package struct EvaluationFailure: Codable, Sendable, Equatable {
  package var model: String
  /// One sentence.
  package var error: String
  /// What helps to understand it.
  package var log: String

  package init(model: String, error: String, log: String = "") {
    self.model = model
    self.error = error
    self.log = log
  }
}

/// The score of one model in a run.
package struct Evaluation: Codable, Sendable, Equatable {
  package var model: String
  package var score: Double
  /// nil with motion `none`.
  package var stepsTaken: Int?
  /// iterations, exit_ratio, no_overlap; nil with motion `none`.
  package var stop: String?
  /// Ground truth; nil if there is none for this model.
  package var accuracy: Double?
  package var seconds: Double
  /// Remarks of the metric (rank deficiency and the like).
  package var notes: [String]
  package var trace: [TraceRow]

  package init(
    model: String, score: Double, stepsTaken: Int? = nil, stop: String? = nil,
    accuracy: Double? = nil, seconds: Double, notes: [String] = [], trace: [TraceRow] = []
  ) {
    self.model = model
    self.score = score
    self.stepsTaken = stepsTaken
    self.stop = stop
    self.accuracy = accuracy
    self.seconds = seconds
    self.notes = notes
    self.trace = trace
  }
}

/// The state after `step` steps of PED, and the step that led there.
package struct TraceRow: Codable, Sendable, Equatable {
  package var step: Int
  package var potentialEnergy: Double
  package var displacement: Double
  package var changeRatio: Double?
  package var overlappingPairs: Int

  package init(
    step: Int, potentialEnergy: Double, displacement: Double, changeRatio: Double?,
    overlappingPairs: Int
  ) {
    self.step = step
    self.potentialEnergy = potentialEnergy
    self.displacement = displacement
    self.changeRatio = changeRatio
    self.overlappingPairs = overlappingPairs
  }
}

/// Correlations of a run's scores with the ground truth. nil: undefined (n < 2, constant input).
package struct Correlations: Codable, Sendable, Equatable {
  /// Models with a score.
  package var models: Int
  /// Of those, models with an accuracy: the n of every correlation.
  package var accuracies: Int
  package var weightedTau: Double?
  /// 95 % bootstrap interval over models (BCa).
  package var weightedTauLow: Double?
  package var weightedTauHigh: Double?
  package var kendallTau: Double?
  package var spearman: Double?
  package var pearson: Double?
  package var relAt1: Double?
  package var relAt3: Double?
  /// Models whose scores differ by rounding only; their ranks are noise.
  package var roundingTies: Int

  /// - Parameter accuracies: nil: as many as `models`.
  package init(
    models: Int, accuracies: Int? = nil, weightedTau: Double? = nil, weightedTauLow: Double? = nil,
    weightedTauHigh: Double? = nil, kendallTau: Double? = nil, spearman: Double? = nil,
    pearson: Double? = nil, relAt1: Double? = nil, relAt3: Double? = nil, roundingTies: Int = 0
  ) {
    self.models = models
    self.accuracies = accuracies ?? models
    self.weightedTau = weightedTau
    self.weightedTauLow = weightedTauLow
    self.weightedTauHigh = weightedTauHigh
    self.kendallTau = kendallTau
    self.spearman = spearman
    self.pearson = pearson
    self.relAt1 = relAt1
    self.relAt3 = relAt3
    self.roundingTies = roundingTies
  }
}

/// Where a run's numbers come from (design: traceable).
package struct Provenance: Codable, Sendable, Hashable {
  /// The plan file as written, and as resolved with overrides (YAML).
  package var planText: String
  package var resolvedPlan: String
  package var planPath: String
  package var overrides: [String]
  package var commandLine: [String]
  /// Version of pedlab, with the commit and whether the tree was dirty.
  package var codeVersion: String
  /// Library name: version; with the BLAS core type under "blas_core".
  package var libraries: [String: String]
  package var host: String
  package var user: String
  /// The folder in which the command was given, which a relative ``planPath`` starts at; nil in
  /// ledgers from before it was recorded.
  package var workingFolder: String?

  package init(
    planText: String, resolvedPlan: String, planPath: String, overrides: [String],
    commandLine: [String], codeVersion: String, libraries: [String: String], host: String,
    user: String, workingFolder: String? = nil
  ) {
    self.planText = planText
    self.resolvedPlan = resolvedPlan
    self.planPath = planPath
    self.overrides = overrides
    self.commandLine = commandLine
    self.codeVersion = codeVersion
    self.libraries = libraries
    self.host = host
    self.user = user
    self.workingFolder = workingFolder
  }
}
