/// Findings that say the same of several places.
package struct FindingGroup: Sendable, Equatable {
  /// How much it matters.
  package let severity: StoreFinding.Severity
  /// Where it was found, in the order in which it was.
  package let places: [String]
  /// A clause that goes with all places; of clauses that are alike, the first.
  package let message: String
  /// Whether the clause is the same for all places, word for word.
  private let isExact: Bool

  private init(_ findings: [StoreFinding]) {
    severity = findings[0].severity
    places = findings.map(\.place)
    message = findings[0].message
    isExact = findings.allSatisfy { $0.message == findings[0].message }
  }

  /// Groups in the order of severity, then as they were met. Equal clauses are one group; so are more
  /// than two errors that differ in names, paths and numbers alone.
  package static func grouping(_ findings: [StoreFinding]) -> [FindingGroup] {
    StoreFinding.Severity.allCases.flatMap { severity -> [FindingGroup] in
      let own = findings.filter { $0.severity == severity }
      guard severity == .error else { return groups(own, by: \.message) }
      return alike(own).flatMap { $0.count > 2 ? [FindingGroup($0)] : groups($0, by: \.message) }
    }
  }

  private static func groups(
    _ findings: [StoreFinding], by key: (StoreFinding) -> String
  ) -> [FindingGroup] {
    divided(findings, by: key).map(FindingGroup.init)
  }

  private static func alike(_ findings: [StoreFinding]) -> [[StoreFinding]] {
    divided(findings) { LikeSentences.key($0.message, of: $0.place) }
  }

  /// By their keys, in the order in which these were met.
  private static func divided(
    _ findings: [StoreFinding], by key: (StoreFinding) -> String
  ) -> [[StoreFinding]] {
    var order: [String] = []
    var groups: [String: [StoreFinding]] = [:]
    for finding in findings {
      let key = key(finding)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(finding)
    }
    return order.compactMap { groups[$0] }
  }

  /// "a, b, c and 12 more: CLAUSE", or "a: CLAUSE (the same for b, c and 12 more)".
  package var sentence: String {
    guard isExact else {
      return "\(places[0]): \(message)\(LikeSentences.others(Array(places.dropFirst())))"
    }
    let shown = places.prefix(6).joined(separator: ", ")
    return "\(shown)\(places.count > 6 ? " and \(places.count - 6) more" : ""): \(message)"
  }
}
