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
