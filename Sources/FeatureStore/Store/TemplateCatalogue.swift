/// Looks through other people's files by path templates.
struct TemplateCatalogue {
  private let templates: ParsedTemplates
  private let options: ReadingOptions
  private let files: StoreFiles
  private var catalogue = StoreCatalogue()

  init(_ templates: ParsedTemplates, _ options: ReadingOptions, _ files: StoreFiles) {
    self.templates = templates
    self.options = options
    self.files = files
  }

  private var names: PathTemplate.Names {
    PathTemplate.Names(models: options.models, datasets: options.datasets)
  }

  /// - Throws: ``StoreError`` if nothing fits, or a name can be read in more than one way.
  func found() throws -> StoreCatalogue {
    var scan = self
    try checkNames()
    let paths = try scan.paths()
    for (path, reading) in paths { try scan.look(into: path, reading) }
    scan.catalogue.files = paths.map(\.path)
    scan.leaveOutCompanions()
    guard !scan.catalogue.features.isEmpty else {
      let reasons = scan.catalogue.unused.prefix(3).map(\.sentence).joined(separator: " ")
      let count = paths.count == 1 ? "the file that fits" : "the \(paths.count) files that fit"
      let left = scan.catalogue.companionRemarks.map { " \($0)." }.joined()
      throw StoreError(
        "No features at \(templates.features.text) in \(count) \(templates.files.text). Check the"
          + " template \"features\".\(reasons.isEmpty ? "" : " " + reasons)\(left)")
    }
    if templates.isLogitsAlone {
      scan.catalogue.companionRemarks.append(StoreCatalogue.logitsAlone)
    }
    return scan.catalogue
  }

  /// Labels, logits and the like are no model's features, whatever the template of the features fits.
  private mutating func leaveOutCompanions() {
    let found = catalogue.features.values.flatMap(\.values)
    let companions = TemplateCompanions(templates, of: found)
    catalogue.companionRemarks = companions.remarks(found)
    catalogue.forget { companions.contains($0) }
  }

  // MARK: - Names that templates leave out

  /// - Throws: ``StoreError`` if several are listed of what no template tells apart.
  private func checkNames() throws {
    for (place, isNamed, list) in [
      ("model", templates.files.namesModel || templates.features.namesModel, options.models),
      (
        "dataset", templates.files.namesDataset || templates.features.namesDataset, options.datasets
      ),
    ] where !isNamed && (list?.count ?? 0) > 1 {
      throw StoreError(
        "The store templates name no {\(place)}, and \(list?.count ?? 0) \(place)s are listed: features"
          + " \"\(templates.features.text)\" or files must contain it; without it, list one name.")
    }
  }

  private func only(_ names: [String]?) -> String? { names?.count == 1 ? names?[0] : nil }

  /// The name of the only file, or of the folder of several.
  private var usualDataset: String {
    let path = templates.files.isLiteral ? templates.files.text : templates.files.folder
    let last = path.split(separator: "/").last.map(String.init) ?? "dataset"
    guard templates.files.isLiteral, let dot = last.lastIndex(of: "."), dot > last.startIndex else {
      return last
    }
    return String(last[..<dot])
  }

  // MARK: - Files

  private func paths() throws -> [(path: String, reading: PathTemplate.Reading)] {
    let template = templates.files
    guard !template.isLiteral else { return [(template.text, PathTemplate.Reading())] }
    let depth = template.spansFolders ? nil : template.text.count { $0 == "/" }
    var found: [(path: String, reading: PathTemplate.Reading)] = []
    for path in try FileTree.files(
      below: template.folder, suffix: template.suffix, depth: depth)
    {
      let readings = template.readings(of: path, names)
      guard readings.count < 2 else { throw ambiguous(path, readings, template.text) }
      if let reading = readings.first { found.append((path, reading)) }
    }
    guard !found.isEmpty else {
      throw StoreError(
        "No file fits the template \(template.text). Check the path and the names in braces.")
    }
    return found
  }

  private func ambiguous(
    _ path: String, _ readings: [PathTemplate.Reading], _ template: String
  ) -> StoreError {
    StoreError(
      "\(path) fits the template \(template) in several ways, for example as \(readings[0].text), or"
        + " as \(readings[1].text). List the names in the plan (models: [...], datasets: [...]), or"
        + " rename the files so that they can be read in one way.")
  }

  // MARK: - Inside of a file

  private mutating func look(into path: String, _ outer: PathTemplate.Reading) throws {
    let inner: [(path: String, target: ResolvedPath, reading: PathTemplate.Reading)]
    do {
      _ = try files.file(path)
      inner = try candidates(in: path, templates.features.filling(outer))
    } catch let error as StoreError where !error.isAmbiguity {
      return catalogue.leaveOut(
        path, error.message, model: outer.model, dataset: outer.dataset)
    }
    var isUsed = false
    for (inside, target, reading) in inner {
      let model = outer.model ?? reading.model ?? only(options.models) ?? "model"
      let dataset = outer.dataset ?? reading.dataset ?? only(options.datasets) ?? usualDataset
      switch target {
      case .dataset(let place):
        isUsed = true
        // The source data's features have the same form: they are the reference, not a dataset.
        if try isReference(place, model: model, dataset: dataset, file: path) { continue }
        try catalogue.add(
          FoundFeatures(place: place, file: path, path: inside, model: model, dataset: dataset),
          model: model, dataset: dataset)
      case .broken(let reason):
        isUsed = true
        catalogue.leaveOut(
          "features of \(model) on \(dataset)", reason, model: model, dataset: dataset)
      case .group, .nothing: break
      }
    }
    if !isUsed, try !servesOtherwise(path, outer) {
      catalogue.leaveOut(
        path, "it fits \(templates.files.text), but has no features at \(templates.features.text)",
        model: outer.model, dataset: outer.dataset)
    }
  }

  /// The places inside of a file that the template of the features fits.
  private func candidates(
    in path: String, _ template: PathTemplate
  ) throws -> [(path: String, target: ResolvedPath, reading: PathTemplate.Reading)] {
    guard !template.isLiteral else {
      return [(template.text, files.resolve(template.text, in: path), PathTemplate.Reading())]
    }
    let folder = template.folder.isEmpty ? "/" : template.folder
    guard case .group(let group) = files.resolve(folder, in: path) else { return [] }
    let prefix = folder == "/" ? "" : folder
    var found: [(path: String, target: ResolvedPath, reading: PathTemplate.Reading)] = []
    var several: StoreError?
    try files.walk(group) { inner, member in
      if case .group = member.target { return .enter }
      let full = "\(prefix)/\(inner)"
      let readings = template.readings(of: full, names)
      if readings.count > 1 { several = ambiguous("\(path):\(full)", readings, template.text) }
      if let reading = readings.first { found.append((full, member.target, reading)) }
      return .skip
    }
    if var several {
      several.isAmbiguity = true
      throw several
    }
    return found
  }

  private func isReference(
    _ place: ObjectPlace, model: String, dataset: String, file: String
  ) throws -> Bool {
    guard let reference = templates.reference else { return false }
    let (other, path) = reference.filled(model: model, dataset: dataset, file: file)
    return files.resolve(path, in: other).place == place
  }

  /// Whether a file without features holds labels, logits or the reference.
  private func servesOtherwise(_ path: String, _ outer: PathTemplate.Reading) throws -> Bool {
    for part in templates.parts {
      if let own = part.file, !own.readings(of: path, names).isEmpty { return true }
    }
    guard let reference = templates.reference, reference.file == nil else { return false }
    let inside = reference.path.filled(outer)
    return files.resolve(inside, in: path).place != nil
  }
}
