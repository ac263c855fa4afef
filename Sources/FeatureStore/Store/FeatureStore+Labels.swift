import Parallel
import Wording

extension FeatureStore {
  /// The labels of a model's rows on a dataset: a model's own where it has them, else those of the
  /// dataset.
  ///
  /// Nothing is borrowed: where each file holds labels of its own, they are for its own rows, and a
  /// pair whose file has none has no labels. The models of a dataset must agree in its classes and
  /// how many rows each has.
  ///
  /// - Throws: ``StoreError`` if there are none, they cannot be read, or models disagree.
  package func labels(model: String, dataset: String) throws -> Labels {
    _ = try agreedLabels(of: dataset)
    return try ownLabels(model, dataset)
  }

  /// What the models of a dataset agree on: classes, and how many rows each has. The order of rows
  /// is that of the first model.
  ///
  /// - Throws: as ``labels(model:dataset:)``.
  package func labels(of dataset: String) throws -> Labels { try agreedLabels(of: dataset) }

  private func agreedLabels(of dataset: String) throws -> Labels {
    try agreements.value(for: dataset) {
      let holders = holders(of: dataset)
      guard let first = holders.first else {
        throw StoreError(absentDataset(dataset))
      }
      let labels = try ownLabels(first, dataset)
      var seen: Set<ObjectPlace> = [try labelPlace(first, dataset)]
      for model in holders.dropFirst() {
        guard let place = try? labelPlace(model, dataset), seen.insert(place).inserted else {
          continue
        }
        try checkAgreement((first, labels), (model, ownLabels(model, dataset)), dataset)
      }
      try checkRowOrder(holders, on: dataset)
      return labels
    }
  }

  /// The models that are asked for, or all if none is, with features on the dataset: what others have
  /// for labels is of no concern.
  func holders(of dataset: String) -> [String] {
    let all = models.filter { hasFeatures(model: $0, dataset: dataset) }
    let asked = options.models.map { names in all.filter { names.contains($0) } } ?? all
    return asked.isEmpty ? all : asked
  }

  /// Why there is no such dataset: what is there of it and cannot be used, or else what there is.
  private func absentDataset(_ dataset: String) -> String {
    if let item = unused.first(where: { $0.dataset == dataset }) {
      return "\(location.description): \(item.sentence)"
    }
    let others = datasets.isEmpty ? "it has none" : "it has \(datasets.joined(separator: ", "))"
    return "\(location.description) has no dataset \"\(dataset)\"; \(others)."
  }

  private func checkAgreement(
    _ first: (model: String, labels: Labels), _ second: (model: String, labels: Labels),
    _ dataset: String
  ) throws {
    guard let difference = first.labels.disagreement(with: second.labels) else { return }
    throw StoreError(
      "\(location.description): on \"\(dataset)\" the labels of \(first.model) and of \(second.model)"
        + " differ: \(difference). The models of a dataset must have the same classes with the same"
        + " number of rows, in any order. models: [...] chooses those that agree.")
  }

  func ownLabels(_ model: String, _ dataset: String) throws -> Labels {
    let place = try labelPlace(model, dataset)
    return try readLabels.value(for: place) { try readLabels(at: place) }
  }

  /// The entries of ignore_labels that leave out no row of these datasets, as a sentence each.
  package func ignoredInVain(on datasets: [String]) -> [String] {
    guard !options.ignoredLabels.isEmpty else { return [] }
    var hits: Set<String> = []
    var values: Set<String> = []
    for dataset in datasets {
      for model in holders(of: dataset) {
        // What cannot be read is said elsewhere.
        guard let labels = try? ownLabels(model, dataset) else { return [] }
        hits.formUnion(labels.ignored)
        values.formUnion((labels.names ?? []) + labels.values)
      }
    }
    return options.ignoredLabels.map(\.text).filter { !hits.contains($0) }.map { entry in
      "ignore_labels: \(entry) is the label of no row, so nothing is left out for it"
        + Suggestion.text(for: entry, among: values.sorted())
    }
  }

  /// Models whose features on the dataset have no labels that can be read, with the reason; not where
  /// ``labels(of:)`` says it already.
  package func pairsWithoutLabels(on dataset: String) -> [(model: String, reason: String)] {
    var known: Set<String> = []
    do { _ = try agreedLabels(of: dataset) } catch { known.insert("\(error)") }
    var found: [(model: String, reason: String)] = []
    for model in holders(of: dataset) {
      do { _ = try ownLabels(model, dataset) } catch {
        if !known.contains("\(error)") { found.append((model, "\(error)")) }
      }
    }
    // If no model has labels, the dataset has none, which is one fault.
    return found.count == holders(of: dataset).count - known.count && !known.isEmpty ? [] : found
  }

  /// The model whose order of rows is the dataset's.
  package func firstHolder(of dataset: String) -> String { holders(of: dataset).first ?? "" }

  /// Models of a dataset whose rows come in another order than the first one's, by their labels.
  package func modelsInOtherOrder(on dataset: String) throws -> [String] {
    let holders = holders(of: dataset)
    guard let first = holders.first else { return [] }
    let labels = try ownLabels(first, dataset)
    return holders.dropFirst().filter { model in
      (try? ownLabels(model, dataset)).map { $0.digest != labels.digest } ?? false
    }
  }

  // MARK: - Places

  /// Where the labels of a pair lie.
  func labelPlace(_ model: String, _ dataset: String) throws -> ObjectPlace {
    let found = try found(model, dataset)
    if case .file = location {
      let own = try TemplatePart(StoreTemplates.ownLabels)
      if let place = try labelPlace(own, found) { return place }
    }
    if let place = try labelPlace(templates.labels, found) { return place }
    let (file, path) = filled(templates.labels, found)
    throw StoreError(
      "\(location.description): there are no labels of \"\(dataset)\" for the model \"\(model)\": they"
        + " belong at \(path) in \(file).\(hint(model, dataset))")
  }

  /// A dataset, or a group with the codes of a categorical column.
  private func labelPlace(_ part: TemplatePart, _ found: FoundFeatures) throws -> ObjectPlace? {
    let (file, path) = filled(part, found)
    if part.file != nil, FileKind(file) == .nothing { return nil }
    switch files.resolve(path, in: file) {
    case .dataset(let place), .group(let place): return place
    case .nothing: return nil
    case .broken(let reason): throw StoreError(reason)
    }
  }

  /// Another model's labels of the dataset, which are not taken without being asked for.
  private func hint(_ model: String, _ dataset: String) -> String {
    let others = models.filter { $0 != model && hasFeatures(model: $0, dataset: dataset) }
    for other in others {
      guard let found = try? found(other, dataset),
        case .dataset(let place)? = try? labelPlace(templates.labels, found).map(
          ResolvedPath.dataset)
      else { continue }
      return " \(other) has labels of its own, at \(place.path) in \(place.file). If its rows are"
        + " these rows too, keep the labels in a file of their own and give it in the template:"
        + " labels: FILE.h5:/PATH."
    }
    return ""
  }

  // MARK: - Reading

  /// - Parameter areOfSource: see ``LabelReader/areOfSource``.
  func readLabels(at place: ObjectPlace, areOfSource: Bool = false) throws -> Labels {
    let file = try files.file(place.file)
    guard case .group = try file.object(place.path) else {
      return try LabelReader(
        complete(place), options, categories: siblings(of: place), areOfSource: areOfSource
      ).labels()
    }
    // As pandas and AnnData keep a categorical column: codes, with -1 for no value, and categories.
    let codes = ObjectPlace(file: place.file, path: place.path + "/codes")
    guard try file.hasName(codes.path) else {
      throw StoreError(
        "\(place.file): \(place.path) is a group; labels are a dataset, or a group with \"codes\" and"
          + " \"categories\" (a categorical column of AnnData).")
    }
    return try LabelReader(
      complete(codes), options, categories: siblings(of: codes), areOfSource: areOfSource
    ).labels()
  }

  /// An open dataset, all of which is there.
  func complete(_ place: ObjectPlace) throws -> HDF5Dataset {
    let dataset = try HDF5Dataset(files.file(place.file), place.path)
    for other in try dataset.checkStorage(files) { try files.checkUnchanged(other) }
    return dataset
  }

  /// What is at "categories" beside "codes", numbers as text; nil if there is nothing.
  private func siblings(of codes: ObjectPlace) throws -> [String]? {
    guard codes.path.hasSuffix("/codes") else { return nil }
    let path = codes.path.dropLast("codes".count) + "categories"
    guard case .dataset(let place) = files.resolve(String(path), in: codes.file) else { return nil }
    let categories = try complete(place)
    switch categories.description.type {
    case .text: return try categories.texts()
    case .integer: return try categories.integers().map { "\($0)" }
    case .float: return try categories.doubles().map { Printed.exact($0) }
    case .enumeration:
      let names = try categories.enumerationNames() ?? [:]
      return try categories.integers().map { names[Int($0)] ?? "\($0)" }
    case .other: return nil
    }
  }
}
