import Wording

/// What models have beside features, and whether it is of use: labels that are not found are labels
/// that are not taken.
extension LayoutCatalogue {
  /// Members that have an entry for each dataset.
  private static let byDataset: Set<String> = ["labels", "logits", "random_features", "images"]

  mutating func lookAtCompanions() throws {
    for member in companions {
      if Self.byDataset.contains(member.name) {
        try lookAtEntries(of: member)
      } else if !Self.reserved.contains(member.name) {
        lookAtStranger(member)
      }
    }
  }

  /// /models/MODEL/labels and the like: every entry belongs to a dataset of the model.
  private mutating func lookAtEntries(of member: ModelMember) throws {
    let place = "/models/\(member.model)/\(member.name)"
    switch member.target {
    // What cannot be read is an error for those who read it.
    case .nothing, .broken: return
    case .dataset:
      catalogue.leaveOut(
        "\(member.name) of \(member.model)",
        "\(place) is a dataset; \(shown(member.name)) belong at \(place)/DATASET",
        model: member.model)
    case .group(let group):
      if member.name == "images" {
        catalogue.modelsWithImages.insert(member.model.normalisedName)
      }
      var found: [String] = []
      try files.walk(group) { path, inner in
        if case .group = inner.target, !isEntry(path, of: member) { return .enter }
        if case .nothing = inner.target { return .skip }
        found.append(path)
        return .skip
      }
      for path in found where !isEntry(path, of: member) { leaveOut(path, of: member) }
    }
  }

  private func shown(_ kind: String) -> String { kind.replacing("_", with: " ") }

  /// Whether the model has features on the dataset of this name.
  private func isEntry(_ path: String, of member: ModelMember) -> Bool {
    catalogue.features[member.model.normalisedName]?[path.normalisedName] != nil
  }

  private mutating func leaveOut(_ path: String, of member: ModelMember) {
    let (model, kind) = (member.model, member.name)
    let own = catalogue.features[model.normalisedName].map { $0.keys.sorted() } ?? []
    let name = path.normalisedName
    let isOfOther = catalogue.datasets.contains(name)
    // Of a name that none of the model's datasets resembles, a plan for other datasets need not know.
    let parts = path.split(separator: "/").map { String($0).normalisedName }
    let near =
      isOfOther
      ? nil : own.first { parts.contains($0) } ?? Suggestion.nearest(to: name, among: own)
    let remedy = near.map { " (meant for \"\($0)\"?)" } ?? ""
    let features =
      own.isEmpty ? "it has features on nothing" : "it has features on \(listed(own))"
    // Other labels would be taken in place of labels under a name that is nobody's; outputs that are
    // missing are missed by the metrics that read them.
    let isKnown = kind != "labels" || isOfOther || catalogue.labelled.contains(name)
    catalogue.leaveOut(
      "\(shown(kind)) of \(model) on \(path)",
      "/models/\(model)/\(kind)/\(path) is of no dataset of the model: \(features)\(remedy)",
      model: model, dataset: near == nil ? path : nil, isSpare: near == nil && isKnown)
  }

  /// Something below a model that is of no known kind.
  private mutating func lookAtStranger(_ member: ModelMember) {
    let place = "/models/\(member.model)/\(member.name)"
    if let meant = member.meant ?? ofDataset(member) {
      catalogue.leaveOut(
        place,
        "pedlab does not know the name \"\(member.name)\" below a model (did you mean"
          + " \"\(meant)\"?)", model: member.model)
    } else {
      catalogue.strangers[member.name, default: []].append(member.model)
    }
  }

  /// Names such as labels_pets, with the name that it should have.
  private func ofDataset(_ member: ModelMember) -> String? {
    let own = catalogue.features[member.model.normalisedName].map { $0.keys.sorted() } ?? []
    for kind in Self.byDataset.union(["features"]).sorted() {
      for dataset in own {
        let spellings = ["_", "-", "."].flatMap {
          ["\(kind)\($0)\(dataset)", "\(dataset)\($0)\(kind)"]
        }
        if spellings.contains(member.name.normalisedName) { return "\(kind)/\(dataset)" }
      }
    }
    return nil
  }
}
