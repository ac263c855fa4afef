/// The models and datasets in names such as MODEL_DATASET, where both may have underscores.
struct NumPyNames {
  struct Pair: Hashable {
    let model: String
    let dataset: String

    var stem: String { "\(model)_\(dataset)" }
  }

  let folder: String
  let stems: [String]
  /// The dataset that is the reference: what ends with it is MODEL_REFERENCE.
  let reference: String
  /// What they are, if whoever imports says so.
  let models: [String]?
  let datasets: [String]?
  /// Whether names that fit none of the lists are left out, rather than an error.
  var leavesOutOthers = false

  /// One pair for each stem: by the lists, or else by the only reading that the folder has.
  ///
  /// A folder has one reading if every name has one underscore; or if the models are known from
  /// their references and fit in one way; or if in exactly one way the names are all pairs of some
  /// models with some datasets.
  ///
  /// - Throws: ``StoreError`` with two readings and the remedy, or with a name that fits no list.
  func pairs() throws -> [Pair] {
    if models != nil || datasets != nil { return try listed() }
    let readings = stems.map { Self.splits($0) }
    if let none = zip(stems, readings).first(where: { $0.1.isEmpty }) {
      throw StoreError(
        "\(folder)/\(none.0)_feature.npy: the name is not MODEL_DATASET_feature.npy.")
    }
    if readings.allSatisfy({ $0.count == 1 }) { return readings.map { $0[0] } }
    let anchored = anchoredReadings()
    if anchored.allSatisfy({ $0.count == 1 }) {
      let pairs = anchored.map { $0[0] }
      if let doubtful = doubtful(pairs) {
        throw ambiguous(doubtful.stem, Self.splits(doubtful.stem))
      }
      return pairs
    }
    if let grid = onlyGrid() { return grid }
    // One of them has several, or all would have been read.
    let several = zip(stems, zip(anchored, readings)).filter { $0.1.1.count > 1 }
    let open = several.first { $0.1.0.count != 1 } ?? several.first
    throw ambiguous(open?.0 ?? stems[0], open?.1.1 ?? readings[0])
  }

  private func ambiguous(_ stem: String, _ readings: [Pair]) -> StoreError {
    func text(_ pair: Pair?) -> String {
      pair.map { "model \"\($0.model)\" on dataset \"\($0.dataset)\"" } ?? ""
    }
    return StoreError(
      "\(folder)/\(stem)_feature.npy can be read in several ways because of its underscores: as "
        + "\(text(readings.first)), or \(text(readings.last)). Say which they are: "
        + "--models A,B or --datasets C,D.")
  }

  /// - Throws: ``UnknownName`` for a name of the lists that no file has at its place.
  func checkLists() throws {
    let plain = NumPyNames(
      folder: folder, stems: stems, reference: reference, models: nil, datasets: nil)
    let known = try? plain.pairs()
    func names(_ name: (Pair) -> String) -> [String] {
      known.map { Set($0.map(name)).subtracting([reference]).sorted() } ?? stems
    }
    for model in models ?? [] where !stems.contains(where: { $0.hasPrefix("\(model)_") }) {
      throw UnknownName(name: model, noun: "model", known: names(\.model))
    }
    for dataset in datasets ?? [] where !stems.contains(where: { $0.hasSuffix("_\(dataset)") }) {
      throw UnknownName(name: dataset, noun: "dataset", known: names(\.dataset))
    }
  }

  /// By the lists; the reference is a dataset even if it is not listed.
  private func listed() throws -> [Pair] {
    let datasets = self.datasets.map { $0 + [reference] }
    return try stems.compactMap { stem in
      let fitting = Self.splits(stem).filter {
        (models?.contains($0.model) ?? true) && (datasets?.contains($0.dataset) ?? true)
      }
      guard let only = fitting.first else {
        if leavesOutOthers { return nil }
        throw StoreError(
          "\(folder)/\(stem)_feature.npy fits none of --models and --datasets; name all that the "
            + "folder has.")
      }
      guard fitting.count > 1 else { return only }
      // A dataset that is asked for by its name comes before the reference.
      let named = fitting.filter { self.datasets?.contains($0.dataset) ?? false }
      guard named.count == 1 else { throw ambiguous(stem, fitting) }
      return named[0]
    }
  }

  /// The readings with models that have a reference: no other dataset is called like it.
  private func anchoredReadings() -> [[Pair]] {
    let suffix = "_\(reference)"
    let known = Set(
      stems.filter { $0.hasSuffix(suffix) && $0 != suffix }.map {
        String($0.dropLast(suffix.count))
      })
    return stems.map { stem in
      if stem.hasSuffix(suffix), stem != suffix {
        return [Pair(model: String(stem.dropLast(suffix.count)), dataset: reference)]
      }
      return Self.splits(stem).filter { known.contains($0.model) }
    }
  }

  /// A reading by the references beside which another one is as likely: the reference of a model that has
  /// nothing else, where the name also is a dataset of another model (`vit_tiny_imagenet`); or a dataset
  /// that not all models have, where the name also is a model without a reference on a dataset of the
  /// others (`vit_b_pets`).
  private func doubtful(_ pairs: [Pair]) -> Pair? {
    let targets = Set(pairs.filter { $0.dataset != reference })
    let (models, datasets) = (Set(targets.map(\.model)), Set(targets.map(\.dataset)))
    return pairs.first { pair in
      let others = Self.splits(pair.stem).filter { $0 != pair }
      guard pair.dataset != reference else {
        return !models.contains(pair.model) && others.contains { models.contains($0.model) }
      }
      let isOfAll =
        models.count > 1
        && models.allSatisfy { targets.contains(Pair(model: $0, dataset: pair.dataset)) }
      return !isOfAll && others.contains { datasets.contains($0.dataset) }
    }
  }

  /// The names as all pairs of some models and some datasets, if there is one way only.
  ///
  /// A split of one name tells the most that the models and datasets can be: what stands before its
  /// dataset, and after its model. If there are as many pairs of these as names, that is a reading;
  /// if there are more, a part of them might be one, and it is not told which.
  private func onlyGrid() -> [Pair]? {
    let all = Set(stems)
    guard let simplest = stems.min(by: { Self.splits($0).count < Self.splits($1).count }) else {
      return nil
    }
    var found: [Pair]?
    for split in Self.splits(simplest) {
      let (prefix, suffix) = ("\(split.model)_", "_\(split.dataset)")
      let models = stems.filter { $0.hasSuffix(suffix) && $0.count > suffix.count }
        .map { String($0.dropLast(suffix.count)) }
      let datasets = stems.filter { $0.hasPrefix(prefix) && $0.count > prefix.count }
        .map { String($0.dropFirst(prefix.count)) }
      guard models.count * datasets.count >= stems.count else { continue }
      let pairs = models.flatMap { model in datasets.map { Pair(model: model, dataset: $0) } }
      guard found == nil, pairs.count == stems.count, Set(pairs.map(\.stem)) == all else {
        return nil
      }
      found = pairs
    }
    return found
  }

  /// At each underscore that has something on both sides.
  static func splits(_ stem: String) -> [Pair] {
    stem.indices.filter { stem[$0] == "_" }.compactMap { cut in
      let (model, dataset) = (stem[..<cut], stem[stem.index(after: cut)...])
      guard !model.isEmpty, !dataset.isEmpty else { return nil }
      return Pair(model: String(model), dataset: String(dataset))
    }
  }
}
