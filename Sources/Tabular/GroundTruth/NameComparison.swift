/// The names of one kind (models or datasets) on two sides, the store's and the ground truth's.
struct NameComparison {
  /// Names on their side that none of ours maps to.
  private let free: [String]
  private let mapped: (String) -> String
  /// Each of ``free`` with the nearest of ours that has no counterpart.
  let unknown: [TruthReconciliation.Unmatched]

  /// Enough for a message; the rest is listed without a nearest name.
  private static let suggestionLimit = 50

  init(ours: [String], theirs: [String], mapped: @escaping (String) -> String) {
    let used = Set(ours.map(mapped))
    let known = Set(theirs)
    self.mapped = mapped
    free = theirs.filter { !used.contains($0) }
    let open = ours.filter { !known.contains(mapped($0)) }
    unknown = Self.suggesting(free, among: open)
  }

  /// Names of ours with the nearest of theirs.
  func withoutCounterpart(_ names: [String]) -> [TruthReconciliation.Unmatched] {
    zip(names, Self.suggesting(names.map(mapped), among: free)).map {
      TruthReconciliation.Unmatched(name: $0, nearest: $1.nearest == mapped($0) ? nil : $1.nearest)
    }
  }

  private static func suggesting(
    _ names: [String], among others: [String]
  ) -> [TruthReconciliation.Unmatched] {
    names.enumerated().map { index, name in
      guard index < suggestionLimit else { return .init(name: name, nearest: nil) }
      return .init(name: name, nearest: NearestName.of(name, among: others))
    }
  }
}
