/// Something that a look through a store found.
package struct StoreFinding: Sendable, Equatable {
  /// How much a finding matters: errors stop a sweep, warnings may change what it finds.
  package enum Severity: String, Sendable, CaseIterable {
    /// A run over this cannot work.
    case error
    /// It works, but the result may surprise.
    case warning
    case note
  }

  /// How much it matters.
  package let severity: Severity
  /// "model on dataset", "dataset D", ...
  package let place: String
  /// A clause that goes with the place.
  package let message: String

  package init(_ severity: Severity, _ place: String, _ message: String) {
    self.severity = severity
    self.place = place
    self.message = message
  }
}

/// Findings that say the same of several places.
package struct FindingGroup: Sendable, Equatable {
  /// How much it matters.
  package let severity: StoreFinding.Severity
  /// Where it was found, in the order in which it was.
  package let places: [String]
  /// A clause that goes with all places.
  package let message: String

  /// Groups in the order of severity, then as they were met.
  package static func grouping(_ findings: [StoreFinding]) -> [FindingGroup] {
    var order: [String] = []
    var groups: [String: FindingGroup] = [:]
    for finding in findings {
      let key = "\(finding.severity.rawValue) \(finding.message)"
      if groups[key] == nil { order.append(key) }
      groups[key] = FindingGroup(
        severity: finding.severity, places: (groups[key]?.places ?? []) + [finding.place],
        message: finding.message)
    }
    return StoreFinding.Severity.allCases.flatMap { severity in
      order.compactMap { groups[$0] }.filter { $0.severity == severity }
    }
  }

  /// "a, b, c and 12 more".
  package var placesText: String {
    let shown = places.prefix(6).joined(separator: ", ")
    return places.count > 6 ? "\(shown) and \(places.count - 6) more" : shown
  }
}
