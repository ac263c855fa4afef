import Findings

extension ExperimentRecord {
  /// Says what the record lacks: a warning where runs are not finished, else a note.
  ///
  /// - Parameter named: " --ledger FILE" where one was given.
  func sayLeftOut(named: String) {
    guard let leftOut = leftOut(named: named) else { return }
    Messages.say(incomplete.map { "warning: \($0) \(leftOut)" } ?? "note: \(leftOut)")
  }
}
