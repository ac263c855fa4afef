import Parallel

/// What few metrics read of a store beside features, labels and logits.
extension FeatureStore {
  /// The features on the source data, and their labels with a digest of both; nil if the store has
  /// not both.
  ///
  /// - Throws: ``StoreError`` if they cannot be read, or their rows are not the same.
  package func sourceSample(
    model: String
  ) throws -> (features: FeatureMatrix, labels: Labels)? {
    let labelPlaces = try places(templates.referenceLabels, model)
    guard let place = try referencePlaces(model).first, let labelPlace = labelPlaces.first
    else { return nil }
    let features = try FeatureMatrix(place, files, options)
    let labels = try sourceLabels(labelPlace)
    for other in labelPlaces.dropFirst() {
      let copy = try sourceLabels(other)
      guard copy.classes != labels.classes || copy.values != labels.values else { continue }
      throw StoreError(
        "The labels of the reference of the model \"\(model)\" in \(labelPlace.file) and in"
          + " \(other.file) differ (\(other.path)). A model has one reference; keep it with its labels"
          + " in a file of its own and give both in the templates: reference_labels: FILE.h5:/PATH."
      )
    }
    guard labels.targets == nil else {
      throw StoreError(
        "\(labelPlace.file), dataset \(labelPlace.path): the labels of the reference are real-valued"
          + " targets; they must be classes.")
    }
    guard features.rows == labels.storedCount else {
      throw StoreError(rowMismatch(features, labels, "reference features of \(model)"))
    }
    return (features.selecting(labels.selection), labels)
  }

  private func sourceLabels(_ place: ObjectPlace) throws -> Labels {
    try readSourceLabels.value(for: place) { try readLabels(at: place, areOfSource: true) }
  }

  /// Features of the rows that have a label by the architecture before training, N x D'; nil if the
  /// store has none.
  ///
  /// - Throws: ``StoreError`` if they cannot be read, or their rows are not the labels'.
  package func randomFeatures(model: String, dataset: String) throws -> FeatureMatrix? {
    guard let place = try place(templates.randomFeatures, model, dataset) else { return nil }
    let labels = try labels(model: model, dataset: dataset)
    let random = try FeatureMatrix(place, files, options)
    guard random.rows == labels.storedCount else {
      throw StoreError(rowMismatch(random, labels, "random features of \(model) on \(dataset)"))
    }
    return random.selecting(labels.selection)
  }

  /// The image of each row that has a label, 0..<I in the order of the sorted values, with a digest;
  /// nil if the store does not tell.
  ///
  /// - Throws: ``StoreError`` if they cannot be read, if there is not one for each row, or if the rows
  ///   of a model have labels of their own and no images.
  package func images(model: String, dataset: String) throws -> (numbers: [Int], digest: String)? {
    let found = try found(model, dataset)
    guard let place = try imagePlace(found) else { return nil }
    let images = try LabelReader(complete(place), ReadingOptions(labelsAre: .classes)).labels()
    let labels = try labels(model: model, dataset: dataset)
    guard images.classes.count == labels.storedCount else {
      throw StoreError(
        "\(place.file): \(place.path) tells the images of \(images.classes.count) rows, but there are"
          + " \(labels.storedCount) labels of \(dataset). Each row is of one image.")
    }
    guard case .some(let rows, _) = labels.selection else { return (images.classes, images.digest) }
    let kept = rows.map { images.classes[$0] }
    let order = Set(kept).sorted()
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    return (kept.compactMap { places[$0] }, "\(images.digest) \(labels.selection.identity)")
  }

  func imagePlace(_ found: FoundFeatures) throws -> ObjectPlace? {
    guard let part = templates.images else { return nil }
    guard isOneFile else { return try place(part, found) }
    if let own = try place(TemplatePart(StoreTemplates.ownImages), found) { return own }
    guard let shared = try place(part, found) else { return nil }
    let labels = try TemplatePart(StoreTemplates.ownLabels)
    let (file, path) = filled(labels, found)
    guard files.resolve(path, in: file) == .nothing else {
      throw StoreError(
        "\(location.description): the rows of \(found.model) on \(found.dataset) have labels of their"
          + " own (\(path)), so \(shared.path) need not tell their images. Add"
          + " /models/\(found.model)/images/\(found.dataset).")
    }
    return shared
  }

  /// Whether something is at a template, without a look at it.
  package func has(_ companion: StoreCompanion, model: String, dataset: String) -> Bool {
    guard let found = catalogue.features[model]?[dataset] else { return false }
    let parts: [TemplatePart?] =
      switch companion {
      case .source: [templates.reference, templates.referenceLabels]
      case .randomFeatures: [templates.randomFeatures]
      case .images: [templates.images]
      }
    return parts.allSatisfy { part in
      guard let part else { return false }
      let (file, path) = filled(part, found)
      return FileKind(file) == .file && files.resolve(path, in: file) != .nothing
    }
  }
}

/// What few metrics read, by where a store has it.
package enum StoreCompanion: Sendable {
  case source, randomFeatures, images
}
