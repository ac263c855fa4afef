/// Where the features lie.
package enum StoreLocation: Sendable, Equatable {
  /// One file in layout version 1.
  case file(String)
  case templates(StoreTemplates)

  /// The store's file, or the template of its files.
  package var description: String {
    switch self {
    case .file(let path): path
    case .templates(let templates): templates.files
    }
  }
}

/// Path templates with `{model}` and `{dataset}`: `files` is a path of the file system, the others
/// are paths inside those files.
package struct StoreTemplates: Sendable, Equatable {
  package var files: String
  package var features: String
  package var labels: String
  package var reference: String?
  package var referenceMean: String?
  package var referenceStandardDeviation: String?
  package var logits: String?

  package init(
    files: String, features: String, labels: String, reference: String? = nil,
    referenceMean: String? = nil, referenceStandardDeviation: String? = nil, logits: String? = nil
  ) {
    self.files = files
    self.features = features
    self.labels = labels
    self.reference = reference
    self.referenceMean = referenceMean
    self.referenceStandardDeviation = referenceStandardDeviation
    self.logits = logits
  }

  static let version1 = (
    features: "/models/{model}/features/{dataset}", labels: "/datasets/{dataset}/labels",
    reference: "/models/{model}/reference", referenceMean: "/models/{model}/reference_mean",
    referenceStandardDeviation: "/models/{model}/reference_std",
    logits: "/models/{model}/logits/{dataset}"
  )
}

/// A template's parts: literal text and names in braces.
struct PathTemplate {
  let text: String

  func filled(model: String, dataset: String) -> String {
    Self.replace("{dataset}", by: dataset, in: Self.replace("{model}", by: model, in: text))
  }

  private static func replace(_ name: String, by value: String, in text: String) -> String {
    var (result, rest) = ("", text[...])
    while let range = rest.firstRange(of: name) {
      result += rest[..<range.lowerBound] + value
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  /// All values of `{model}` and `{dataset}` for which the path exists, by walking from the first
  /// segment with `children`.
  func matches(children: (String) -> [String]) -> [[String: String]] {
    let segments = text.split(separator: "/").map(String.init)
    var found: [(path: String, values: [String: String])] = [(text.hasPrefix("/") ? "/" : "", [:])]
    for segment in segments {
      found = found.flatMap { path, values in
        let prefix = path.isEmpty || path.hasSuffix("/") ? path : path + "/"
        guard segment.contains("{") else { return [(prefix + segment, values)] }
        return children(path.isEmpty ? "." : path).flatMap { child in
          Self.match(child[...], segment[...], values).map { (prefix + child, $0) }
        }
      }
    }
    return found.map(\.values)
  }

  /// All ways in which `name` fits `pattern`, given values that are known already.
  private static func match(
    _ name: Substring, _ pattern: Substring, _ values: [String: String]
  ) -> [[String: String]] {
    guard let first = pattern.first else { return name.isEmpty ? [values] : [] }
    guard first == "{", let end = pattern.firstIndex(of: "}") else {
      return name.first == first ? match(name.dropFirst(), pattern.dropFirst(), values) : []
    }
    let key = String(pattern[pattern.index(after: pattern.startIndex)..<end])
    let rest = pattern[pattern.index(after: end)...]
    if let known = values[key] {
      return name.hasPrefix(known) ? match(name.dropFirst(known.count), rest, values) : []
    }
    return (1..<max(name.count + 1, 1)).flatMap { length in
      var extended = values
      extended[key] = String(name.prefix(length))
      return match(name.dropFirst(length), rest, extended)
    }
  }
}
