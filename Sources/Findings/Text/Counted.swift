/// A number with its noun.
package enum Counted {
  /// "1 dataset", "8 datasets"; `plural` for nouns that take no s.
  package static func text(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(number) " + (number == 1 ? noun : plural ?? noun + "s")
  }
}
