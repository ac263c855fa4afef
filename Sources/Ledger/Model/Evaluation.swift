/// The score of one model in a run.
package struct Evaluation: Codable, Sendable, Equatable {
  /// The model.
  package var model: String
  /// Its score, finite.
  package var score: Double
  /// nil with motion `none`.
  package var stepsTaken: Int?
  /// iterations, exit_ratio, no_overlap; nil with motion `none`.
  package var stop: String?
  /// Ground truth; nil if there is none for this model.
  package var accuracy: Double?
  /// The time it took to compute.
  package var seconds: Double
  /// Remarks of the metric (rank deficiency and the like).
  package var notes: [String]
  /// The states of PED, from the one before the first step; empty without PED.
  package var trace: [TraceRow]
  /// Of metrics that mix several numbers of each model into the scores of a run: those numbers; empty
  /// where the score is the only one.
  package var components: [Double]

  package init(
    model: String, score: Double, stepsTaken: Int? = nil, stop: String? = nil,
    accuracy: Double? = nil, seconds: Double, notes: [String] = [], trace: [TraceRow] = [],
    components: [Double] = []
  ) {
    self.model = model
    self.score = score
    self.stepsTaken = stepsTaken
    self.stop = stop
    self.accuracy = accuracy
    self.seconds = seconds
    self.notes = notes
    self.trace = trace
    self.components = components
  }
}
