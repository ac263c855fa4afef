/// One point of the checklist, with its answer.
package struct AuditPoint: Sendable {
  package enum Answer: String, Sendable {
    case yes, no, unknown
  }

  package let question: String
  package let answer: Answer
  /// The numbers behind the answer, or what to add.
  package let detail: String
}
