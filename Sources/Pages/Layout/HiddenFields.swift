/// The state of a page as hidden fields of a form, so that sending it changes one thing only.
enum HiddenFields {
  /// - Parameter but: what the form itself has, and places in lists, which mean another list then.
  static func html(_ state: PageState, but details: [PageState.Detail], names: [String] = [])
    -> HTML
  {
    let left = Set(details.map(\.rawValue) + names + [PageState.Detail.from.rawValue])
    return state.pairs.filter { !left.contains($0.name) && !$0.value.isEmpty }.map { pair -> HTML in
      "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
    }.joined()
  }
}
