import Wording

/// A name that the ledger or the command line does not have.
struct NameError: Error, CustomStringConvertible, Equatable {
  let description: String

  /// - Parameters:
  ///   - noun: what it should be the name of: "experiment".
  ///   - place: what does not have it: "the ledger Results/pedlab.sqlite".
  init(_ name: String, noun: String, place: String, known: [String]) {
    description = missingName(name, noun: noun, place: place, known: known)
  }
}
