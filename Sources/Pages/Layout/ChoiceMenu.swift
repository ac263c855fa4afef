/// A menu of a form.
struct ChoiceMenu {
  let name: String
  private let options: [String]
  private let chosen: String
  private let names: [String: String]

  /// - Parameter names: what options are called in place of themselves.
  init(_ name: String, _ options: [String], chosen: String, names: [String: String] = [:]) {
    self.name = name
    self.options = options
    self.chosen = chosen
    self.names = names
  }

  /// The select element; its label is for whoever places it.
  var html: HTML {
    let items = options.map { option -> HTML in
      let mark: HTML = option == chosen ? " selected" : ""
      return "<option value=\"\(option)\"\(mark)>\(names[option] ?? option)</option>"
    }
    return "<select id=\"\(name)\" name=\"\(name)\">\(items)</select>"
  }
}
