/// The sentence for a name that a place does not have: `the ledger l.sqlite has no experiment "smal" (did
/// you mean "small"?); it has small.`
///
/// - Parameters:
///   - noun: what it should be the name of: "experiment".
///   - known: the names that there are; none: "none yet".
package func missingName(
  _ name: String, noun: String, place: String, known: [String]
) -> String {
  let list = known.isEmpty ? "none yet" : known.joined(separator: ", ")
  return "\(place) has no \(noun) \"\(name)\"\(Suggestion.text(for: name, among: known)); "
    + "it has \(list)."
}
