/// One thing that was looked at.
package struct LedgerFinding: Sendable, Equatable, Codable {
  package enum Grade: String, Sendable, Codable { case fine, warning, problem }
  package let check: String
  package let grade: Grade
  /// What is so, and what to do about it.
  package let text: String
}
