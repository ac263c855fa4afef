import Ledger

/// How one model of a run came out.
enum ModelOutcome: Sendable {
  /// Its score may still be mixed with those of the other models.
  case scored(Evaluation)
  case failed(EvaluationFailure)

  var evaluation: Evaluation? {
    if case .scored(let evaluation) = self { return evaluation }
    return nil
  }

  var failure: EvaluationFailure? {
    if case .failed(let failure) = self { return failure }
    return nil
  }
}

extension EvaluationFailure {
  init(model: String, error: any Error) {
    self.init(model: model, error: "\(error)", log: "\(type(of: error)): \(error)")
  }
}
