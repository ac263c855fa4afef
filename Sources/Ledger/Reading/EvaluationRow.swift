import Foundation
import GRDB

/// An evaluation as the table holds it.
struct EvaluationRow {
  let position: Int
  let score: Double
  let stepsTaken: Int?
  let stop: String?
  let accuracy: Double?
  let seconds: Double
  /// JSON; nil: no notes.
  let notes: String?
  /// As ``TraceCodec`` writes it; empty: no trace.
  let trace: [UInt8]

  static let columns = "position, score, steps_taken, stop, accuracy, seconds, notes, trace"

  init(_ evaluation: Evaluation, position: Int) {
    self.position = position
    score = evaluation.score
    stepsTaken = evaluation.stepsTaken
    stop = evaluation.stop
    accuracy = evaluation.accuracy
    seconds = evaluation.seconds
    notes = evaluation.notes.isEmpty ? nil : JSONColumn.encode(evaluation.notes)
    trace = evaluation.trace.isEmpty ? [] : TraceCodec.encode(evaluation.trace)
  }

  /// - Parameter row: ``columns``.
  init(_ row: Row) {
    position = row[0]
    score = row[1]
    stepsTaken = row[2]
    stop = row[3]
    accuracy = row[4]
    seconds = row[5]
    notes = row[6]
    trace = (row[7] as Data?).map(Array.init) ?? []
  }

  /// - Returns: nil if the position is none of `models`, or the trace is not readable.
  func evaluation(_ models: [String]) throws -> Evaluation? {
    guard models.indices.contains(position),
      let rows = trace.isEmpty ? [] : TraceCodec.decode(trace)
    else { return nil }
    return Evaluation(
      model: models[position], score: score, stepsTaken: stepsTaken, stop: stop,
      accuracy: accuracy, seconds: seconds,
      notes: try notes.map { try JSONColumn.decode($0, as: [String].self) } ?? [], trace: rows)
  }
}
