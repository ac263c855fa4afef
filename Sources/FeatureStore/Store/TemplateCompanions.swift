import Wording

/// The places that templates other than that of the features name: labels, logits, the reference. Where
/// they lie beside features, the template of the features may fit them too; they are no model's.
struct TemplateCompanions {
  private let templates: ParsedTemplates
  /// What lies at a file and a path in it.
  private var names: [Place: Kind] = [:]

  private struct Place: Hashable {
    let file: String
    let path: String
  }

  private struct Kind: Hashable {
    let name: String
    /// The template.
    let text: String
  }

  /// - Parameter features: all that fits the template of the features.
  init(_ templates: ParsedTemplates, of features: [FoundFeatures]) {
    self.templates = templates
    for (name, part) in templates.namedParts
    where part != templates.logits || !templates.isLogitsAlone {
      let kind = Kind(name: name, text: part.path.text)
      for found in features {
        let (file, path) = part.filled(
          model: found.model, dataset: found.dataset, file: found.file)
        names[Place(file: file, path: path)] = kind
      }
    }
  }

  private func kind(_ found: FoundFeatures) -> Kind? {
    names[Place(file: found.file, path: found.path)]
      ?? names[Place(file: found.place.file, path: found.place.path)]
  }

  /// Whether another template names the place, links followed or not.
  func contains(_ found: FoundFeatures) -> Bool { kind(found) != nil }

  /// What is left out of the features, a sentence for each template, without its stop.
  func remarks(_ features: [FoundFeatures]) -> [String] {
    var groups: [Kind: [String]] = [:]
    for found in features {
      guard let kind = kind(found) else { continue }
      groups[kind, default: []].append("\(found.model) on \(found.dataset)")
    }
    return groups.sorted { $0.key.text < $1.key.text }.map { kind, names in
      "\(kind.text) holds \(kind.name) and fits the template of the features"
        + " \(templates.features.text) too: \(listed(names.sorted(), limit: 4, rest: "more"))"
        + " \(names.count == 1 ? "is" : "are") left out"
    }
  }
}
