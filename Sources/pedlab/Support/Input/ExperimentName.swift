import Ledger

/// Names of experiments that a person wrote.
enum ExperimentName {
  /// - Throws: ``NameError`` if the ledger has no experiment of this name; nil is none.
  static func check(_ name: String?, in store: LedgerStore) throws {
    guard let name else { return }
    let known = try store.experiments()
    guard known.contains(name) else {
      throw NameError(name, noun: "experiment", place: "the ledger \(store.path)", known: known)
    }
  }
}
