import Conditions

/// One value that a run recorded, by a name that a person reads: `score of vae`.
package struct RunValue: Sendable, Equatable {
  /// What it is, such as "score of resnet50".
  package let name: String
  /// A number, a word, or nothing.
  package let value: ExpressionValue

  package init(_ name: String, _ value: ExpressionValue) {
    self.name = name
    self.value = value
  }

  init(_ name: String, _ value: Double?) { self.init(name, value.map { .number($0) } ?? .missing) }
  init(_ name: String, _ value: Int?) { self.init(name, value.map(Double.init)) }
  init(_ name: String, _ value: String?) { self.init(name, value.map { .text($0) } ?? .missing) }

  /// Equal to the bit.
  package func isIdentical(to other: RunValue) -> Bool {
    guard case .number(let mine) = value, case .number(let theirs) = other.value else {
      return value == other.value
    }
    return mine.bitPattern == theirs.bitPattern
  }
}

extension RecordedRun {
  /// Everything that computing the run decided: how it ended, correlations, and for each model the
  /// score, steps, accuracy, notes and energy trace. Not the time that it took.
  package func values(
    _ evaluations: [Evaluation], failures: [EvaluationFailure] = []
  ) -> [RunValue] {
    var values = [RunValue("status", status.rawValue), RunValue("error", error)]
    if let correlations { values += correlations.values }
    for failure in failures { values.append(RunValue("error of \(failure.model)", failure.error)) }
    for evaluation in evaluations { values += evaluation.values }
    return values
  }
}

extension Correlations {
  fileprivate var values: [RunValue] {
    [RunValue("models", models), RunValue("accuracies", accuracies)]
      + CorrelationStatistic.all.map { RunValue($0.name, self[$0]) }
      + [RunValue("rounding_ties", roundingTies)]
  }
}

extension Evaluation {
  fileprivate var values: [RunValue] {
    var values = [
      RunValue("score of \(model)", score), RunValue("steps of \(model)", stepsTaken),
      RunValue("stop of \(model)", stop), RunValue("accuracy of \(model)", accuracy),
      RunValue("notes of \(model)", notes.isEmpty ? nil : notes.joined(separator: "; ")),
    ]
    for row in trace {
      let place = "of \(model) at step \(row.step)"
      values += [
        RunValue("potential_energy \(place)", row.potentialEnergy),
        RunValue("displacement \(place)", row.displacement),
        RunValue("change_ratio \(place)", row.changeRatio),
        RunValue("overlapping_pairs \(place)", row.overlappingPairs),
      ]
    }
    return values
  }
}
