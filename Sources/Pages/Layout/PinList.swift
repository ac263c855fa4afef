/// The models by name, each with its pin: five at most, in fixed colours.
enum PinList {
  static func html(_ models: [String], _ state: PageState) -> HTML {
    let items = models.map { model -> HTML in "<li>\(ModelName.html(model, state))</li>" }
    return """
      <details\(state.pins.isEmpty ? "" : " open")><summary>Pin models (up to \(PageState.mostPins))</summary>
      <ul class="pins">\(items)</ul></details>
      """
  }
}
