/// Features of many models on many datasets, their labels, and what else a store holds.
///
/// Opening reads names only. Everything else is read when asked for, in blocks where it is large.
package struct FeatureStore: Sendable {
  /// A dataset of an HDF5 file.
  struct Place: Sendable, Hashable {
    let file: String
    let path: String
  }

  package let location: StoreLocation
  /// Sorted.
  package let models: [String]
  /// Sorted; those with labels or features.
  package let datasets: [String]
  /// By model, then by dataset.
  let features: [String: [String: Place]]
  let templates: StoreTemplates
  /// The HDF5 files of each model.
  let files: [String: Set<String>]
  let allFiles: [String]

  /// - Throws: ``StoreError`` if a file cannot be opened or is not a feature store.
  package init(_ location: StoreLocation) throws {
    switch location {
    case .file(let path): try self.init(version1: path)
    case .templates(let templates): try self.init(templates: templates, location)
    }
  }

  private init(version1 path: String) throws {
    let file = try HDF5File(path)
    try Self.checkFormat(file)
    let models = file.children("/models").filter { file.isGroup("/models/" + $0) }
    guard !models.isEmpty else {
      throw StoreError(
        "\(path) has no models: features belong at /models/MODEL/features/DATASET.")
    }
    let layout = StoreTemplates.version1
    templates = StoreTemplates(
      files: path, features: layout.features, labels: layout.labels, reference: layout.reference,
      referenceMean: layout.referenceMean,
      referenceStandardDeviation: layout.referenceStandardDeviation, logits: layout.logits)
    location = .file(path)
    self.models = models
    features = Dictionary(
      uniqueKeysWithValues: models.map { model in
        let group = "/models/\(model)/features"
        let places = file.children(group).map { ($0, Place(file: path, path: "\(group)/\($0)")) }
        return (model, Dictionary(uniqueKeysWithValues: places))
      })
    datasets = Set(file.children("/datasets") + features.values.flatMap(\.keys)).sorted()
    files = Dictionary(uniqueKeysWithValues: models.map { ($0, [path]) })
    allFiles = [path]
  }

  private static func checkFormat(_ file: HDF5File) throws {
    let remedy = "For other layouts give path templates (files, features, labels) in the plan."
    guard let format = file.strings(of: "/", attribute: "format")?.first else {
      throw StoreError(
        "\(file.path) is HDF5, but no feature store: its root has no attribute"
          + " format=\"feature-store\". \(remedy)")
    }
    guard format == "feature-store" else {
      throw StoreError(
        "\(file.path): the attribute \"format\" is \"\(format)\", not \"feature-store\". \(remedy)")
    }
    guard let version = file.integer(of: "/", attribute: "version") else {
      throw StoreError(
        "\(file.path): the root has no integer attribute \"version\"; write version=1.")
    }
    guard version == 1 else {
      throw StoreError(
        "\(file.path): layout version \(version) is not known, only version 1."
          + " Use a newer pedlab, or write version 1.")
    }
  }

  private init(templates: StoreTemplates, _ location: StoreLocation) throws {
    self.templates = templates
    self.location = location
    for (key, text) in [("features", templates.features), ("files", templates.files)]
    where key == "features" && !(text + templates.files).contains("{dataset}") {
      throw StoreError(
        "The store templates name no {dataset}: features \"\(text)\" or files must contain it.")
    }
    let found = PathTemplate(text: templates.files).matches(children: Self.folder)
      .filter { Self.fileExists(PathTemplate(text: templates.files).filled($0)) }
    guard !found.isEmpty else {
      throw StoreError(
        "No file fits the template \(templates.files). Check the path and the names in braces.")
    }
    var features: [String: [String: Place]] = [:]
    var files: [String: Set<String>] = [:]
    for values in found {
      let path = PathTemplate(text: templates.files).filled(values)
      let file = try HDF5File(path)
      let inside = PathTemplate(text: PathTemplate(text: templates.features).filled(values))
      for inner in inside.matches(children: file.children) {
        let all = values.merging(inner) { first, _ in first }
        let place = Place(file: path, path: inside.filled(inner))
        guard let dataset = all["dataset"], file.isDataset(place.path) else { continue }
        let model = all["model"] ?? "model"
        files[model, default: []].insert(path)
        // The source data's features have the same form: they are the reference, not a dataset.
        if PathTemplate(text: templates.reference ?? "").filled(all) == place.path { continue }
        features[model, default: [:]][dataset] = place
      }
    }
    guard !features.isEmpty else {
      throw StoreError(
        "No features at \(templates.features) in the \(found.count) files that fit"
          + " \(templates.files). Check the template \"features\".")
    }
    self.features = features
    self.files = files
    allFiles = found.map { PathTemplate(text: templates.files).filled($0) }.sorted()
    models = features.keys.sorted()
    datasets = Set(features.values.flatMap(\.keys)).sorted()
  }

  // MARK: - Reading

  /// Whether the model has features on the dataset.
  package func hasFeatures(model: String, dataset: String) -> Bool {
    features[model]?[dataset] != nil
  }

  package func labels(of dataset: String) throws -> Labels {
    let place = try labelPlace(dataset)
    return try Labels(file: HDF5File(place.file), path: place.path)
  }

  /// - Throws: ``StoreError`` if the store has no such features.
  package func features(model: String, dataset: String) throws -> FeatureMatrix {
    guard let places = features[model] else {
      throw StoreError(
        "\(location.description) has no model \"\(model)\"; it has \(models.joined(separator: ", "))."
      )
    }
    guard let place = places[dataset] else {
      throw StoreError(
        "\(location.description): the model \"\(model)\" has no features on \"\(dataset)\"; it has"
          + " them on \(places.keys.sorted().joined(separator: ", ")).")
    }
    return try FeatureMatrix(file: HDF5File(place.file), path: place.path)
  }

  /// Source-head outputs, N x K; nil if the store has none.
  package func logits(model: String, dataset: String) throws -> FeatureMatrix? {
    guard let place = try place(templates.logits, model, dataset) else { return nil }
    return try FeatureMatrix(file: HDF5File(place.file), path: place.path)
  }

  /// The features on the source data, S x D; nil if the store has none (or statistics only).
  package func referenceFeatures(model: String) throws -> FeatureMatrix? {
    guard let place = try place(templates.reference, model, "") else { return nil }
    return try FeatureMatrix(file: HDF5File(place.file), path: place.path)
  }

  // MARK: - Places

  func labelPlace(_ dataset: String) throws -> Place {
    let candidates = models.filter { features[$0]?[dataset] != nil } + ["{model}"]
    for model in candidates {
      if let place = try place(templates.labels, model, dataset) { return place }
    }
    let known = datasets.joined(separator: ", ")
    throw StoreError(
      datasets.contains(dataset)
        ? "\(location.description) has no labels of \"\(dataset)\": they belong at"
          + " \(PathTemplate(text: templates.labels).filled(model: "MODEL", dataset: dataset))."
        : "\(location.description) has no dataset \"\(dataset)\"; it has \(known).")
  }

  /// The dataset at a filled template, if it exists: first in the file of the features.
  func place(_ template: String?, _ model: String, _ dataset: String) throws -> Place? {
    guard let template else { return nil }
    let path = PathTemplate(text: template).filled(model: model, dataset: dataset)
    var candidates = features[model]?[dataset].map { [$0.file] } ?? []
    candidates += (files[model] ?? Set(allFiles)).sorted()
    for name in candidates where try HDF5File(name).isDataset(path) {
      return Place(file: name, path: path)
    }
    return nil
  }
}

extension PathTemplate {
  /// Fills what is known.
  func filled(_ values: [String: String]) -> String {
    filled(model: values["model"] ?? "{model}", dataset: values["dataset"] ?? "{dataset}")
  }
}
