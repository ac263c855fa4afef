/// A model's name, which is marked wherever it stands: what the script looks for, and a link that pins it.
enum ModelName {
  static func html(_ model: String, _ state: PageState) -> HTML {
    let place = state.pins.firstIndex(of: model)
    let isFull = place == nil && state.pins.count == PageState.mostPins
    let next = state.with { state in
      if place == nil { state.pins.append(model) } else { state.pins.removeAll { $0 == model } }
    }
    let kind: HTML = place.map { " class=\"pin pin\($0)\"" } ?? ""
    let name: HTML = "<span data-model=\"\(model)\"\(kind)>\(model)</span>"
    guard !isFull else { return name }
    let word = place == nil ? "Pin" : "Unpin"
    return
      "\(name) <a class=\"pinning\" href=\"\(next.address)\" aria-label=\"\(word) \(model)\">\(place == nil ? "☆" : "★")</a>"
  }
}
