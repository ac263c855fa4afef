/// One point of the checklist, with its answer.
package struct AuditPoint: Sendable {
  /// What the accuracies say to the question.
  package enum Answer: String, Sendable {
    case yes, no, unknown
  }

  /// A question that yes answers well.
  package let question: String
  /// What they say.
  package let answer: Answer
  /// The numbers behind the answer, or what to add.
  package let detail: String
}
