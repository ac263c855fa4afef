/// What was found in a store: features by model and dataset, and what is not used.
struct StoreCatalogue: Sendable {
  /// By model, then by dataset.
  private(set) var features: [String: [String: FoundFeatures]] = [:]
  /// Datasets for which there are labels without a model in their path.
  var labelled: Set<String> = []
  private(set) var unused: [UnusedItem] = []
  /// What lies below models and is of no known kind, with the models that have it.
  var strangers: [String: [String]] = [:]
  /// The same below datasets, beside their labels.
  var datasetStrangers: [String: [String]] = [:]
  /// What fits the template of the features and is named by another, a sentence for each template.
  var companionRemarks: [String] = []
  /// Models that say which image each of their rows is of.
  var modelsWithImages: Set<String> = []
  /// All files that were looked into, sorted.
  var files: [String] = []

  /// Said where logits stand in place of features.
  static let logitsAlone =
    "no model has features: the outputs of its source head stand in their place; the metrics leep, nce and"
    + " energy read outputs"

  var models: [String] { features.keys.sorted() }
  /// Those with features.
  var datasets: [String] { Set(features.values.flatMap(\.keys)).sorted() }

  /// - Throws: ``StoreError`` if the pair was found before: two names may differ in how they are
  ///   written in Unicode only.
  mutating func add(_ found: FoundFeatures, model: String, dataset: String) throws {
    let (model, dataset) = (model.normalisedName, dataset.normalisedName)
    if let other = features[model]?[dataset] {
      var clash = StoreError(
        "Two sets of features are of model \"\(model)\" on dataset \"\(dataset)\": \(other.shown) and"
          + " \(found.shown). Write in the template which one is meant, in place of *; or rename one, if"
          + " their names differ in Unicode normalisation only (NFC, NFD), which makes one name.")
      clash.isAmbiguity = true
      throw clash
    }
    features[model, default: [:]][dataset] = found
  }

  /// Forgets what is of other models and datasets. What is of none in particular is kept.
  mutating func keep(models: [String]?, datasets: [String]?) {
    func isKept(_ name: String?, _ chosen: [String]?) -> Bool {
      guard let name, let chosen else { return true }
      return chosen.contains(name)
    }
    features = features.filter { isKept($0.key, models) }
      .mapValues { $0.filter { isKept($0.key, datasets) } }.filter { !$0.value.isEmpty }
    labelled = labelled.filter { isKept($0, datasets) }
    unused = unused.filter { isKept($0.model, models) && isKept($0.dataset, datasets) }
  }

  /// Forgets features that turned out to be something else.
  mutating func forget(_ isOther: (FoundFeatures) -> Bool) {
    features = features.mapValues { $0.filter { !isOther($0.value) } }.filter { !$0.value.isEmpty }
  }

  mutating func leaveOut(
    _ place: String, _ reason: String, model: String? = nil, dataset: String? = nil,
    isSpare: Bool = false
  ) {
    unused.append(
      UnusedItem(
        place: place, reason: reason, model: model?.normalisedName,
        dataset: dataset?.normalisedName, isSpare: isSpare))
  }
}

/// Where the features of a model on a dataset were found.
struct FoundFeatures: Sendable, Hashable {
  /// With all links followed.
  let place: ObjectPlace
  /// The file that was looked into, and the path in it, before links were followed.
  let file: String
  let path: String
  /// The names as the file has them, which paths are made from.
  let model: String
  let dataset: String

  var shown: String { "\(file):\(path)" }
}

/// Something that looks like a model, a dataset or a file of features, and is not used.
package struct UnusedItem: Sendable, Equatable, Codable {
  /// The model, the file or the path.
  package let place: String
  /// A sentence or its end.
  package let reason: String
  /// The model it seems to be of; nil where that cannot be told.
  package let model: String?
  /// The dataset it seems to be of; nil where that cannot be told.
  package let dataset: String?
  /// Kept for a dataset without features, so that nothing that is scored could have read it.
  package private(set) var isSpare = false

  private enum CodingKeys: String, CodingKey { case place, reason, model, dataset }

  init(place: String, reason: String, model: String?, dataset: String?, isSpare: Bool = false) {
    self.place = place
    self.reason = reason
    self.model = model
    self.dataset = dataset
    self.isSpare = isSpare
  }

  /// Where it is, and why it is not used.
  package var sentence: String { "\(place): \(reason)" }
}
