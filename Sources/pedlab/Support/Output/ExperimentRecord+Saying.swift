import Findings

extension ExperimentRecord {
  /// Says what the record lacks: a warning where runs are not finished, else a note.
  func sayLeftOut() {
    guard let leftOut else { return }
    Messages.say(incomplete.map { "warning: \($0) \(leftOut)" } ?? "note: \(leftOut)")
  }
}
