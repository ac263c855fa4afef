/// A path with names in braces and wildcards: `{model}` and `{dataset}` stand for names, `*` for
/// anything within a folder, `**` for anything.
///
/// `{model}` may span folders (timm/vit). `{dataset}` does so only where the path fits in no other
/// way.
struct PathTemplate: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case text(String)
    case model
    case dataset
    /// Within a folder.
    case star
    case anything
  }

  /// A name for each brace that the template has.
  struct Reading: Sendable, Hashable {
    var model: String?
    var dataset: String?

    /// "model a, dataset b".
    var text: String {
      [model.map { "model \"\($0)\"" }, dataset.map { "dataset \"\($0)\"" }].compactMap { $0 }
        .joined(separator: ", ")
    }
  }

  let text: String
  let parts: [Part]

  /// - Throws: ``StoreError`` for a name in braces that is neither model nor dataset.
  init(_ text: String) throws {
    self.text = text
    var parts: [Part] = []
    var rest = text[...]
    while let special = rest.firstIndex(where: { $0 == "{" || $0 == "*" }) {
      if special > rest.startIndex { parts.append(.text(String(rest[..<special]))) }
      rest = rest[special...]
      if rest.first == "*" {
        let stars = rest.prefix { $0 == "*" }
        parts.append(stars.count == 1 ? .star : .anything)
        rest = rest[stars.endIndex...]
        continue
      }
      guard let end = rest.firstIndex(of: "}") else {
        throw StoreError("The path template \(text) has a \"{\" without a \"}\".")
      }
      let name = rest[rest.index(after: rest.startIndex)..<end]
      switch name {
      case "model": parts.append(.model)
      case "dataset": parts.append(.dataset)
      default:
        throw StoreError(
          "The path template \(text) has {\(name)}, which is not known: allowed are {model} (which"
            + " may span folders), {dataset}, and the wildcards * and **.")
      }
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  /// A path in which nothing stands for something else.
  init(literal text: String) {
    self.text = text
    parts = [.text(text)]
  }

  var namesModel: Bool { parts.contains(.model) }
  var namesDataset: Bool { parts.contains(.dataset) }
  var hasWildcards: Bool { parts.contains(.star) || parts.contains(.anything) }
  var isLiteral: Bool { parts.allSatisfy { if case .text = $0 { true } else { false } } }
  /// Whether what it fits may lie in folders of any depth.
  var spansFolders: Bool { namesModel || namesDataset || parts.contains(.anything) }

  /// The folder that everything it fits lies in: "" for the current one.
  var folder: String {
    guard case .text(let first)? = parts.first, let cut = first.lastIndex(of: "/") else {
      return ""
    }
    return cut == first.startIndex ? "/" : String(first[..<cut])
  }

  /// Text that everything it fits ends with.
  var suffix: String {
    if case .text(let text)? = parts.last { text } else { "" }
  }

  /// With names in place of the braces; a name that is not known stays in braces.
  func filled(_ reading: Reading) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .model: reading.model ?? "{model}"
      case .dataset: reading.dataset ?? "{dataset}"
      case .star: "*"
      case .anything: "**"
      }
    }.joined()
  }

  func filled(model: String, dataset: String) -> String {
    filled(Reading(model: model, dataset: dataset))
  }

  /// The same template with the names that are known put in.
  func filling(_ reading: Reading) throws -> PathTemplate {
    try PathTemplate(filled(reading))
  }
}
