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
