/// The seeds that plans may name: whole numbers that every program which reads a ledger, a CSV or JSON
/// holds exactly, also one whose numbers are doubles.
enum SeedRange {
  static let allowed = 0...(1 << 53) - 1

  /// "a whole number from 0 to 9007199254740991"
  static let sentence = "a whole number from 0 to \(allowed.upperBound)"
}
