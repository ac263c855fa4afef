/// What is said of several places in one sentence, in the order in which it was met.
struct RemarkGroups {
  private var order: [String] = []
  private var places: [String: [String]] = [:]

  mutating func add(_ place: String, _ clause: String) {
    if places[clause] == nil { order.append(clause) }
    places[clause, default: []].append(place)
  }

  /// Each clause with the places that it holds for.
  var all: [(clause: String, places: [String])] { order.map { ($0, places[$0, default: []]) } }
}
