/// The form that changes tags and note of a run.
struct MarksForm {
  let run: String
  let tags: [String]
  let note: String
  let token: String
  /// The page to go back to: of this server.
  let back: String

  /// Notes are for people; more is an accident or an attack.
  private static let longestNote = 10_000

  /// - Throws: ``PageError`` if it is not that form.
  init(_ body: String) throws {
    guard let pairs = QueryText.decoded(body) else {
      throw PageError.badRequest("The form is not percent-encoded.")
    }
    let values = Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
    guard let run = values["run"], let token = values["token"], let tags = values["tags"],
      let note = values["note"]
    else {
      throw PageError.badRequest("The form lacks run, tags, note or token.")
    }
    guard note.count <= Self.longestNote else {
      throw PageError.badRequest(
        "The note has \(note.count) characters; at most \(Self.longestNote) are kept.")
    }
    self.run = run
    self.token = token
    self.tags = tags.split(whereSeparator: \.isWhitespace).map(String.init)
    // Browsers send line ends as CR LF.
    self.note = note.split(separator: "\r\n", omittingEmptySubsequences: false)
      .joined(separator: "\n")
    let address = values["back"] ?? "/"
    back = address.hasPrefix("/") && !address.hasPrefix("//") ? address : "/"
  }
}
