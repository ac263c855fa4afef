/// The description of an option, of a metric or of PED, for people.
package struct OptionDescription: Sendable {
  /// As in plans.
  package let name: String
  /// What is allowed.
  package let kind: OptionKind
  /// As plans write it.
  package let defaultValue: MetricOption
  /// What it does, in a sentence without a full stop.
  package let summary: String

  /// "integers from 0 to 4096"
  package var allowed: String { kind.allowed }
}
