import Findings

/// Marks of the pinned models in figures, each in its colour.
enum PinnedModels {
  /// Figures and tables of reports name a model in `data-model`.
  static func marked(_ markup: String, _ pins: [String]) -> HTML {
    var markup = markup
    for (place, model) in pins.enumerated() {
      let name = "data-model=\"\(XMLText.escaped(model))\""
      markup = markup.replacing(
        "class=\"pl-of\" \(name)", with: "class=\"pl-of pin pin\(place)\" \(name)")
    }
    return HTML(trusted: markup)
  }
}
