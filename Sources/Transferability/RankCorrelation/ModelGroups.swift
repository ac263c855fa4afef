/// Which models stand together when models are drawn or left out.
package struct ModelGroups: Sendable {
  /// The places of the models of each group.
  package let members: [[Int]]

  /// How many groups.
  package var count: Int { members.count }

  /// - Parameter families: of each model; nil for a model that is a family of its own. Without
  ///   families every model is.
  package init(_ families: [String?]?, models: Int) {
    var places: [String: Int] = [:]
    var members: [[Int]] = []
    for model in 0..<models {
      guard let family = families?[model] else {
        members.append([model])
        continue
      }
      if let place = places[family] {
        members[place].append(model)
      } else {
        places[family] = members.count
        members.append([model])
      }
    }
    self.members = members
  }
}
