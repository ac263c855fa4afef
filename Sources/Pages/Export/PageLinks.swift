/// The links of a page that this program made: their form is known.
enum PageLinks {
  /// What addresses stand in.
  private static let attributes = [" href", " src"]

  /// The state that an address of this server shows; nil for what is no page.
  static func state(_ address: String) -> PageState? {
    let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
    return try? PageState(path: parts.first ?? "", query: parts.count > 1 ? parts[1] : "")
  }

  /// The file beside the pages that a sheet, a script or an icon is.
  static func asset(_ address: String) -> String? {
    ["/style.css", "/page.js", "/icon.svg"].contains(address) ? String(address.dropFirst()) : nil
  }

  /// Addresses of this server, without escapes, in the order of the page.
  static func addresses(_ html: String) -> [String] {
    var found: [String] = []
    _ = replaced(html) { address in
      found.append(address)
      return address
    }
    return found
  }

  /// The page with other addresses; where there is none, a link leads nowhere and is marked so.
  static func replaced(_ html: String, _ file: (String) -> String?) -> String {
    let parts = html.split(separator: "=\"/", omittingEmptySubsequences: false)
    var result = parts.first.map(String.init) ?? ""
    for part in parts.dropFirst() {
      guard let name = attributes.first(where: result.hasSuffix),
        let end = part.firstIndex(of: "\"")
      else {
        result += "=\"/" + part
        continue
      }
      result.removeLast(name.count)
      let place = file(unescaped("/" + part[..<end])).map { "\(name)=\"\($0)\"" }
      result += (place ?? " class=\"off\"") + part[part.index(after: end)...]
    }
    return result
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing("&quot;", with: "\"").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&amp;", with: "&")
  }
}
