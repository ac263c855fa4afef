/// A template of a place: a path inside of the features' file, or of a file of its own.
struct TemplatePart: Sendable, Equatable {
  /// nil: the file of the features.
  let file: PathTemplate?
  let path: PathTemplate

  /// - Throws: ``StoreError`` for an unknown name in braces.
  init(_ text: String) throws {
    let (file, path) = Self.split(text)
    self.file = try file.map { try PathTemplate($0) }
    self.path = try PathTemplate(fromRoot: path)
  }

  /// "FILE.h5:/path" in its two parts; without a file that has an ending of HDF5, all is the path.
  static func split(_ text: String) -> (file: String?, path: String) {
    guard let range = text.ranges(of: ":/").last else { return (nil, text) }
    let file = String(text[..<range.lowerBound])
    guard endings.contains(where: { file.lowercased().hasSuffix($0) }) else { return (nil, text) }
    return (file, "/" + text[range.upperBound...])
  }

  private static let endings = [
    ".h5", ".hdf5", ".hdf", ".he5", ".h5ad", ".nc", ".nc4", ".mat", ".loom", ".jld2",
  ]

  /// File and path for a pair whose features lie in `file`.
  func filled(model: String, dataset: String, file own: String) -> (file: String, path: String) {
    (
      file?.filled(model: model, dataset: dataset) ?? own,
      path.filled(model: model, dataset: dataset)
    )
  }
}

/// ``StoreTemplates``, parsed.
struct ParsedTemplates: Sendable, Equatable {
  let files: PathTemplate
  let features: PathTemplate
  let labels: TemplatePart
  let reference: TemplatePart?
  let referenceMean: TemplatePart?
  let referenceStandardDeviation: TemplatePart?
  let logits: TemplatePart?
  let referenceLabels: TemplatePart?
  let randomFeatures: TemplatePart?
  let images: TemplatePart?

  /// All but files and features.
  var parts: [TemplatePart] { namedParts.map(\.part) }

  /// Whether the outputs of the source head stand in place of features.
  var isLogitsAlone: Bool { logits?.path == features && logits?.file == nil }

  /// All but files and features, with what they hold.
  var namedParts: [(name: String, part: TemplatePart)] {
    let optional = [
      ("the reference", reference), ("the reference's mean", referenceMean),
      ("the reference's standard deviation", referenceStandardDeviation), ("logits", logits),
      ("the reference's labels", referenceLabels), ("random features", randomFeatures),
      ("images", images),
    ]
    return [("labels", labels)] + optional.compactMap { name, part in part.map { (name, $0) } }
  }
}

extension ParsedTemplates {
  /// - Throws: ``StoreError`` for an unknown name in braces, and for wildcards where they may not be.
  init(_ templates: StoreTemplates) throws {
    files = try PathTemplate(templates.files)
    features = try PathTemplate(fromRoot: templates.features)
    labels = try TemplatePart(templates.labels)
    reference = try templates.reference.map { try TemplatePart($0) }
    referenceMean = try templates.referenceMean.map { try TemplatePart($0) }
    referenceStandardDeviation = try templates.referenceStandardDeviation.map {
      try TemplatePart($0)
    }
    logits = try templates.logits.map { try TemplatePart($0) }
    referenceLabels = try templates.referenceLabels.map { try TemplatePart($0) }
    randomFeatures = try templates.randomFeatures.map { try TemplatePart($0) }
    images = try templates.images.map { try TemplatePart($0) }
    for part in parts where part.path.hasWildcards || part.file?.hasWildcards == true {
      throw StoreError(
        "The path template \(part.path.text) has a wildcard, which only \"files\" and \"features\""
          + " may have: it says where one dataset is.")
    }
  }
}

extension PathTemplate {
  /// A path inside of a file, which begins at its root with or without a slash.
  ///
  /// - Throws: as ``init(_:)``.
  init(fromRoot text: String) throws {
    try self.init(text.hasPrefix("/") || text.hasPrefix("*") ? text : "/" + text)
  }
}
