/// A dataset of a store as `store inspect` shows it.
package struct StoreEntry: Sendable, Codable, Equatable {
  /// nil for labels that are the dataset's.
  package let model: String?
  /// nil for a reference.
  package let dataset: String?
  /// features, logits, labels, reference, reference labels or random features.
  package let kind: String
  /// The extents, slowest first.
  package let shape: [Int]
  /// The type of an element, such as "float32".
  package let type: String
  /// "contiguous", "compact", "chunks of [..]", "virtual" or "external files".
  package let layout: String
  /// The names of the filters, in the order in which they were applied.
  package let filters: [String]
  /// Bytes in the file.
  package let storedBytes: Int
  /// The file in which it lies.
  package let file: String
  /// The path in that file.
  package let path: String
}

/// What a store has and what it lacks.
package struct StoreSummary: Sendable, Codable, Equatable {
  /// Sorted by name.
  package let models: [String]
  /// Sorted by name.
  package let datasets: [String]
  /// What is stored: features, labels, references, logits, and what few metrics read.
  package let entries: [StoreEntry]
  /// What models lack, a phrase each.
  package let missing: [String]
  /// What is there and cannot be read, or is not used, with the reason.
  package let unused: [UnusedItem]

  private enum CodingKeys: String, CodingKey {
    case models = "model_names"
    case datasets = "dataset_names"
    case entries, missing, unused
  }
}

extension FeatureStore {
  /// Looks at everything without reading values. What cannot be looked at is listed as unused.
  package func summary() -> StoreSummary {
    var scan = SummaryScan(store: self)
    for dataset in datasets { scan.addLabels(of: dataset) }
    for model in models { scan.add(model) }
    scan.addTruth()
    return StoreSummary(
      models: models, datasets: datasets, entries: scan.entries, missing: scan.missing,
      unused: unused + scan.unused)
  }
}

/// Collects a summary.
private struct SummaryScan {
  let store: FeatureStore
  var entries: [StoreEntry] = []
  var missing: [String] = []
  var unused: [UnusedItem] = []

  mutating func addLabels(of dataset: String) {
    let holders = store.models.filter { store.hasFeatures(model: $0, dataset: dataset) }
    var places: [ObjectPlace: [String]] = [:]
    var without: [String] = []
    for model in holders {
      do {
        places[try store.labelPlace(model, dataset), default: []].append(model)
      } catch {
        without.append(model)
      }
    }
    for (place, models) in places.sorted(by: { $0.value[0] < $1.value[0] }) {
      let isShared = models.count == holders.count && (holders.count > 1 || store.isOneFile)
      add(place, "labels", isShared ? nil : models[0], dataset)
    }
    if without.count == holders.count {
      missing.append("labels of \(dataset)")
    } else {
      missing += without.map { "labels of \(dataset) for \($0)" }
    }
  }

  mutating func add(_ model: String) {
    let store = store
    for dataset in store.datasets {
      guard let found = store.catalogue.features[model]?[dataset] else {
        missing.append("features of \(model) on \(dataset)")
        continue
      }
      add(found.place, "features", model, dataset)
      let logits = attempt("logits of \(model) on \(dataset)", model, dataset) {
        try store.templates.logits.flatMap { try store.place($0, found) }
      }
      if let logits { add(logits, "logits", model, dataset) }
      let random = attempt("random features of \(model) on \(dataset)", model, dataset) {
        try store.templates.randomFeatures.flatMap { try store.place($0, found) }
      }
      if let random { add(random, "random features", model, dataset) }
    }
    let reference = attempt("reference of \(model)", model, nil) {
      try store.referencePlaces(model).first ?? store.referenceMeanPlace(model)
    }
    if let reference {
      add(reference, "reference", model, nil)
    } else {
      missing.append("reference of \(model)")
    }
    let labels = attempt("reference labels of \(model)", model, nil) {
      try store.places(store.templates.referenceLabels, model).first
    }
    if let labels { add(labels, "reference labels", model, nil) }
  }

  mutating func addTruth() {
    do {
      if try store.groundTruth() == nil { missing.append("ground truth") }
    } catch {
      unused.append(
        UnusedItem(place: "ground truth", reason: "\(error)", model: nil, dataset: nil))
    }
  }

  /// What `look` finds; what it throws is listed.
  private mutating func attempt(
    _ place: String, _ model: String, _ dataset: String?, _ look: () throws -> ObjectPlace?
  ) -> ObjectPlace? {
    do {
      return try look()
    } catch {
      unused.append(UnusedItem(place: place, reason: "\(error)", model: model, dataset: dataset))
      return nil
    }
  }

  private mutating func add(
    _ place: ObjectPlace, _ kind: String, _ model: String?, _ dataset: String?
  ) {
    do {
      let shown = try store.isCategorical(place) ? place.child("codes") : place
      let description = try HDF5Dataset(store.files.file(shown.file), shown.path).description
      entries.append(
        StoreEntry(
          model: model, dataset: dataset, kind: kind, shape: description.shape,
          type: description.type.name, layout: description.layout.name,
          filters: description.filters.map(\.name), storedBytes: description.storageSize,
          file: shown.file, path: shown.path))
    } catch {
      let name = [model, dataset].compactMap { $0 }.joined(separator: " on ")
      unused.append(
        UnusedItem(
          place: "\(kind) of \(name)", reason: "\(error)", model: model, dataset: dataset))
    }
  }
}

extension FeatureStore {
  var isOneFile: Bool { if case .file = location { true } else { false } }

  /// Whether labels are a group of codes and categories.
  func isCategorical(_ place: ObjectPlace) throws -> Bool {
    if case .group = try files.file(place.file).object(place.path) { true } else { false }
  }

  func referenceMeanPlace(_ model: String) throws -> ObjectPlace? {
    try places(templates.referenceMean, model).first
  }
}

extension ObjectPlace {
  func child(_ name: String) -> ObjectPlace { ObjectPlace(file: file, path: "\(path)/\(name)") }
}
