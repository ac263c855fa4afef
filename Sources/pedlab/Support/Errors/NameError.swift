import Wording

/// A name that the ledger or the command line does not have.
struct NameError: Error, CustomStringConvertible, Equatable {
  let description: String

  /// - Parameters:
  ///   - noun: what it should be the name of: "experiment".
  ///   - place: what does not have it: "the ledger Results/pedlab.sqlite".
  init(_ name: String, noun: String, place: String, known: [String]) {
    let list = known.isEmpty ? "none yet" : known.joined(separator: ", ")
    description =
      "\(place) has no \(noun) \"\(name)\"\(Suggestion.text(for: name, among: known)); it has \(list)."
  }
}
