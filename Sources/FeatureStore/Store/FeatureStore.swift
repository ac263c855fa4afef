import Parallel
package import Tabular
import Wording

/// Features of many models on many datasets, their labels, and what else a store holds.
///
/// Opening reads names only. Everything else is read when asked for, in blocks where it is large.
package struct FeatureStore: Sendable {
  /// The file, or the templates.
  package let location: StoreLocation
  /// How the files are read where they leave it open.
  package let options: ReadingOptions
  private(set) var catalogue: StoreCatalogue
  /// Models and datasets that the store has, but ``keeping(models:datasets:)`` left out.
  package private(set) var notChosen: Set<String> = []
  let templates: ParsedTemplates
  let files: StoreFiles
  let matrices = OnceCache<ObjectPlace, FeatureMatrix>()
  let readLabels = OnceCache<ObjectPlace, Labels>()
  /// Of the source data, whose classes are others.
  let readSourceLabels = OnceCache<ObjectPlace, Labels>()
  /// By dataset: whether the labels of its models agree.
  let agreements = OnceCache<String, Labels>()

  /// Bytes that were read of features, references and outputs so far, filters undone.
  package var bytesRead: Int { files.meter.bytes }

  /// - Throws: ``StoreError`` if a file cannot be opened or is not a feature store, or names can be
  ///   read in more than one way.
  package init(_ location: StoreLocation, _ options: ReadingOptions = ReadingOptions()) throws {
    self.location = location
    self.options = options
    files = StoreFiles(policy: options.externalFiles)
    switch location {
    case .file(let path):
      templates = try ParsedTemplates(file: path)
      catalogue = try LayoutCatalogue(path, files).found()
    case .templates(let texts):
      templates = try ParsedTemplates(texts)
      catalogue = try TemplateCatalogue(templates, options, files).found()
    }
  }

  /// The store with some of its models and datasets alone.
  ///
  /// - Parameter models: nil: all; the same for the datasets.
  package func keeping(models: [String]?, datasets: [String]?) -> FeatureStore {
    var chosen = self
    chosen.catalogue.keep(models: models, datasets: datasets)
    chosen.notChosen.formUnion(
      Set(self.models + self.datasets).subtracting(chosen.models + chosen.datasets))
    return chosen
  }

  /// Sorted; those with features.
  package var models: [String] { catalogue.models }
  /// Sorted; those with features.
  package var datasets: [String] { catalogue.datasets }
  /// What looks like a model, a dataset or a file of features and is not used.
  package var unused: [UnusedItem] { catalogue.unused }
  /// What lies below models and is of no known kind, and what looks like features and is named as
  /// something else, a sentence each.
  package var strangers: [String] {
    catalogue.companionRemarks + Self.sentences(catalogue.strangers, below: "/models/MODEL")
      + Self.sentences(catalogue.datasetStrangers, below: "/datasets/DATASET")
  }

  private static func sentences(_ found: [String: [String]], below place: String) -> [String] {
    found.sorted { $0.key < $1.key }.map { name, owners in
      "\(place)/\(name) of \(listed(owners, limit: 4, rest: "more")) is of no kind that pedlab"
        + " knows, and not used"
    }
  }

  /// All pairs with features, by model.
  package var pairs: [TruthReconciliation.Pair] {
    models.flatMap { model in
      (catalogue.features[model] ?? [:]).keys.sorted().map { .init(model: model, dataset: $0) }
    }
  }

  // MARK: - Reading

  /// Whether the model has features on the dataset.
  package func hasFeatures(model: String, dataset: String) -> Bool {
    catalogue.features[model]?[dataset] != nil
  }

  /// The features of the rows that have a label.
  ///
  /// - Throws: ``StoreError`` if the store has no such features, or their rows are not the labels'.
  package func features(model: String, dataset: String) throws -> FeatureMatrix {
    try features(model: model, dataset: dataset, of: labels(model: model, dataset: dataset))
  }

  func features(model: String, dataset: String, of labels: Labels) throws -> FeatureMatrix {
    let all = try allFeatures(model: model, dataset: dataset)
    guard all.rows == labels.storedCount else {
      throw StoreError(rowMismatch(all, labels, "features of \(model) on \(dataset)"))
    }
    return all.selecting(labels.selection)
  }

  /// The features of all rows, whatever the labels are.
  package func allFeatures(model: String, dataset: String) throws -> FeatureMatrix {
    let place = try found(model, dataset).place
    return try matrices.value(for: place) { try FeatureMatrix(place, files, options) }
  }

  func rowMismatch(_ matrix: FeatureMatrix, _ labels: Labels, _ what: String) -> String {
    let rows =
      "\(matrix.description.place): the \(what) have \(counted(matrix.rows, "row")), but there"
      + " \(labels.storedCount == 1 ? "is" : "are") \(counted(labels.storedCount, "label")). They must belong to the same samples in the same order."
    guard matrix.columns == labels.storedCount else { return rows }
    return rows
      + (options.transposes
        ? " They fit as they are stored, without transpose: true."
        : " There are as many columns as labels: transpose: true reads D x N.")
  }

  /// Source-head outputs of the rows that have a label, N x K; nil if the store has none.
  ///
  /// - Throws: ``StoreError`` if they cannot be read, or their rows are not the labels'.
  package func logits(model: String, dataset: String) throws -> FeatureMatrix? {
    guard let place = try place(templates.logits, model, dataset) else { return nil }
    let labels = try labels(model: model, dataset: dataset)
    // Logits are K values a row: nothing is pooled.
    let logits = try FeatureMatrix(
      place, files, ReadingOptions(transposes: options.transposes), noun: "logits")
    guard logits.rows == labels.storedCount else {
      throw StoreError(rowMismatch(logits, labels, "logits of \(model) on \(dataset)"))
    }
    return logits.selecting(labels.selection)
  }

  /// Whether the store has source-head outputs; without a look at them.
  package func hasLogits(model: String, dataset: String) -> Bool {
    guard let part = templates.logits, let found = catalogue.features[model]?[dataset] else {
      return false
    }
    let (file, path) = filled(part, found)
    return FileKind(file) == .file && files.resolve(path, in: file) != .nothing
  }

  // MARK: - Places

  /// - Throws: ``StoreError`` that lists what there is.
  func found(_ model: String, _ dataset: String) throws -> FoundFeatures {
    guard let datasets = catalogue.features[model] else {
      throw StoreError(
        "\(location.description) has no model \"\(model)\"; it has \(models.joined(separator: ", "))."
      )
    }
    guard let found = datasets[dataset] else {
      throw StoreError(
        "\(location.description): the model \"\(model)\" has no features on \"\(dataset)\"; it has"
          + " them on \(datasets.keys.sorted().joined(separator: ", ")).")
    }
    return found
  }

  /// The dataset at a template for the features of a pair: in their own file, or in the one that the
  /// template names; nil if it is not there.
  ///
  /// - Throws: ``StoreError`` if something is there that cannot be used.
  func place(_ part: TemplatePart?, _ model: String, _ dataset: String) throws -> ObjectPlace? {
    guard let part else { return nil }
    return try place(part, found(model, dataset))
  }

  func place(_ part: TemplatePart, _ found: FoundFeatures) throws -> ObjectPlace? {
    let (file, path) = filled(part, found)
    if part.file != nil, FileKind(file) == .nothing { return nil }
    switch files.resolve(path, in: file) {
    case .dataset(let place): return place
    case .nothing: return nil
    case .broken(let reason): throw StoreError(reason)
    case .group: throw StoreError("\(file): \(path) is a group, not a dataset.")
    }
  }

  /// File and path, with names as the files have them.
  func filled(_ part: TemplatePart, _ found: FoundFeatures) -> (file: String, path: String) {
    part.filled(model: found.model, dataset: found.dataset, file: found.file)
  }

  /// Files that were read though they lie neither beside the store nor below its folder, sorted.
  package var filesElsewhere: [String] { files.elsewhere }

  /// That a file was found to be not as it was when it was met first; nil: none was. What fails after
  /// that may fail for this reason.
  package var changedFile: StoreError? { files.change }

  /// Checks that the files of a pair are those that were there when the store was opened.
  ///
  /// - Throws: ``StoreError`` that names the file.
  package func checkUnchanged(model: String, dataset: String) throws {
    let found = try found(model, dataset)
    var paths: Set<String> = [found.file, found.place.file]
    for part in templates.parts { paths.insert(filled(part, found).file) }
    for path in paths where files.identity(of: path) != nil { try files.checkUnchanged(path) }
  }
}

extension ParsedTemplates {
  /// Layout version 1 of a file, whose name may hold any characters.
  init(file path: String) throws {
    let texts = StoreTemplates.layout(path)
    self.init(
      files: PathTemplate(literal: path), features: try PathTemplate(texts.features),
      labels: try TemplatePart(texts.labels),
      reference: try texts.reference.map { try TemplatePart($0) },
      referenceMean: try texts.referenceMean.map { try TemplatePart($0) },
      referenceStandardDeviation: try texts.referenceStandardDeviation.map {
        try TemplatePart($0)
      }, logits: try texts.logits.map { try TemplatePart($0) },
      referenceLabels: try texts.referenceLabels.map { try TemplatePart($0) },
      randomFeatures: try texts.randomFeatures.map { try TemplatePart($0) },
      images: try texts.images.map { try TemplatePart($0) })
  }
}
