/// One thing that was looked at.
package struct LedgerFinding: Sendable, Equatable, Codable {
  /// Whether something has to be done.
  package enum Grade: String, Sendable, Codable { case fine, warning, problem }
  /// What was examined.
  package let check: String
  /// Whether something has to be done.
  package let grade: Grade
  /// What is so, and what to do about it.
  package let text: String

  /// As `pedlab store check` names the same.
  private enum CodingKeys: String, CodingKey {
    case check
    case grade = "severity"
    case text = "message"
  }
}
