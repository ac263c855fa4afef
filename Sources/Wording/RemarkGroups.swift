/// Remarks that hold for several places, as one sentence each, in the order in which they came up.
package struct RemarkGroups {
  private var order: [String] = []
  private var places: [String: [String]] = [:]
  private var known: Set<[String]> = []

  package init() {}

  /// A place counts once for a clause.
  package mutating func add(_ place: String, _ clause: String) {
    guard known.insert([place, clause]).inserted else { return }
    if places[clause] == nil { order.append(clause) }
    places[clause, default: []].append(place)
  }

  /// Each clause with the places that it holds for.
  package var all: [(clause: String, places: [String])] {
    order.map { ($0, places[$0, default: []]) }
  }
}
