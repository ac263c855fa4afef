import Ledger

/// A run of the ledger, and what is known of its models.
final class GatheredRun {
  let run: RecordedRun
  /// What the evaluation of each model reads.
  let reads: [String: String]
  private(set) lazy var known = Dictionary(load().map { ($0.model, EvaluationMark($0)) }) {
    first, _ in first
  }
  private(set) var failures: [String: EvaluationFailure] = [:]
  /// Evaluations that are not in the ledger yet.
  private(set) var pending: [Evaluation] = []

  private let load: () -> [Evaluation]

  /// - Parameter load: the evaluations that the ledger has, read when they are needed.
  init(_ run: RecordedRun, reads: [String: String], load: @escaping () -> [Evaluation]) {
    (self.run, self.reads, self.load) = (run, reads, load)
  }

  /// Whether its result is not there yet, and no process computes it.
  var isOpen: Bool { [.queued, .crashed, .killed].contains(run.status) }

  /// Models without an evaluation or a failure.
  var missing: [String] {
    run.specification.models.filter { known[$0] == nil && failures[$0] == nil }
  }

  func add(_ evaluation: Evaluation) {
    known[evaluation.model] = EvaluationMark(evaluation)
    failures[evaluation.model] = nil
    var taken = evaluation
    // Until all models are there, and their numbers are mixed.
    taken.score = evaluation.components.first ?? evaluation.score
    pending.append(taken)
  }

  func add(_ failure: EvaluationFailure) {
    if known[failure.model] == nil { failures[failure.model] = failure }
  }

  func takePending() -> [Evaluation] {
    defer { pending = [] }
    return pending
  }
}
