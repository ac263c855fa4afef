/// Looks through a file in layout version 1.
struct LayoutCatalogue {
  let files: StoreFiles
  let path: String
  var catalogue = StoreCatalogue()
  /// Members of models that are no features, to be looked at when all datasets are known.
  var companions: [ModelMember] = []
  /// The member of a model that holds its features.
  private var rowsGroup = "features"
  private var hasRowsGroup = false

  /// Members of a model that are not models themselves.
  static let reserved: Set<String> = [
    "features", "logits", "labels", "reference", "reference_mean", "reference_std",
    "reference_labels", "random_features", "images",
  ]

  init(_ path: String, _ files: StoreFiles) {
    self.path = path
    self.files = files
  }

  /// - Throws: ``StoreError`` if the file is no store, or holds no features at all.
  func found() throws -> StoreCatalogue {
    try checkFormat(files.file(path))
    var scan = self
    try scan.lookAtModels()
    if !scan.hasRowsGroup {
      var other = self
      other.rowsGroup = "logits"
      try other.lookAtModels()
      if !other.catalogue.features.isEmpty {
        scan = other
        scan.catalogue.companionRemarks = [StoreCatalogue.logitsAlone]
      }
    }
    try scan.lookAtDatasets()
    try scan.lookAtCompanions()
    scan.catalogue.files = [path]
    return scan.catalogue
  }

  private func checkFormat(_ file: HDF5File) throws {
    guard let format = try file.strings(of: "/", attribute: "format")?.first else {
      throw StoreError(
        "\(file.path) is HDF5, but no feature store: its root has no attribute"
          + " format=\"feature-store\". "
          + ForeignLayout.sentence(of: path, files))
    }
    guard format == "feature-store" else {
      throw StoreError(
        "\(file.path): the attribute \"format\" is \"\(format)\", not \"feature-store\". "
          + ForeignLayout.sentence(of: path, files))
    }
    guard let version = try file.integer(of: "/", attribute: "version") else {
      throw StoreError(
        "\(file.path): the root has no integer attribute \"version\"; write version=1.")
    }
    guard version == 1 else {
      throw StoreError(
        "\(file.path): layout version \(version) is not known, only version 1."
          + " Use a newer pedlab, or write version 1.")
    }
  }

  // MARK: - Models

  private mutating func lookAtModels() throws {
    switch files.resolve("/models", in: path) {
    case .group(let models): try lookForModels(in: models, name: "", above: [])
    case .broken(let reason): throw StoreError("\(path): /models cannot be read: \(reason)")
    case .dataset, .nothing:
      throw StoreError(
        "\(path) has no models: features belong at /models/MODEL/features/DATASET.")
    }
    guard !catalogue.features.isEmpty || !catalogue.unused.isEmpty else {
      throw StoreError("\(path) has no models: features belong at /models/MODEL/features/DATASET.")
    }
  }

  private static let mostDepth = 16

  /// A group that has `features` is a model, however deep; groups above it are parts of its name.
  ///
  /// - Returns: whether there is a model, or something that is named as unused, in the group.
  @discardableResult
  private mutating func lookForModels(
    in group: ObjectPlace, name: String, above: [ObjectPlace]
  ) throws -> Bool {
    if let outer = try above.first(where: { try files.isSame($0, group) }) {
      catalogue.leaveOut(
        "model \(name)",
        "it is a link to the group \(outer.path), which it lies in. Remove the link", model: name)
      return true
    }
    var isModel = false
    var isFound = false
    let members = try files.members(of: group)
    if !name.isEmpty, let features = members.first(where: { $0.name == rowsGroup }) {
      (isModel, isFound, hasRowsGroup) = (true, true, true)
      try lookAtFeatures(features.target, model: name)
    }
    for member in members where !isModel || member.name != rowsGroup {
      if isModel {
        let own = ModelMember(model: name, name: member.shownName, target: member.target)
        if try Self.reserved.contains(own.name) || (own.meant != nil && !isModelItself(member)) {
          companions.append(own)
          continue
        }
      }
      let inner = name.isEmpty ? member.shownName : "\(name)/\(member.shownName)"
      if try look(at: member, inner, in: isModel ? name : nil, above + [group]) { isFound = true }
    }
    return isFound
  }

  private func isModelItself(_ member: HDF5Member) throws -> Bool {
    guard case .group(let place) = member.target else { return false }
    return try files.members(of: place).contains { $0.name == rowsGroup }
  }

  /// - Returns: whether there is something in the member that was taken, or named as unused.
  private mutating func look(
    at member: HDF5Member, _ name: String, in model: String?, _ above: [ObjectPlace]
  ) throws -> Bool {
    let isInModel = model != nil
    switch member.target {
    case .group(let place):
      do {
        if above.count <= Self.mostDepth, try lookForModels(in: place, name: name, above: above) {
          return true
        }
      } catch let error as StoreError where !error.isAmbiguity {
        catalogue.leaveOut("model \(name)", error.message, model: name)
        return true
      }
      guard !isInModel else { break }
      catalogue.leaveOut(
        "model \(name)", "the group /models/\(name) has no group \"features\"", model: name)
    case .broken(let reason):
      catalogue.leaveOut("model \(name)", reason, model: name)
      return true
    case .dataset where !isInModel:
      catalogue.leaveOut(
        "model \(name)", "/models/\(name) is a dataset, not a group with \"features\"", model: name)
    case .dataset: break
    case .nothing: return false
    }
    guard let model else { return true }
    companions.append(ModelMember(model: model, name: member.shownName, target: member.target))
    return false
  }

  private mutating func lookAtFeatures(_ target: ResolvedPath, model: String) throws {
    let group = "/models/\(model)/\(rowsGroup)"
    guard case .group(let place) = target else {
      let reason =
        if case .broken(let reason) = target { reason } else {
          "\(group) is a dataset; features belong at \(group)/DATASET"
        }
      return catalogue.leaveOut("model \(model)", reason, model: model)
    }
    var found: [(name: String, target: ResolvedPath)] = []
    try files.walk(place) { path, member in
      if case .group = member.target { return .enter }
      found.append((path, member.target))
      return .skip
    }
    if found.isEmpty {
      catalogue.leaveOut("model \(model)", "the group \(group) is empty", model: model)
    }
    for (dataset, target) in found {
      switch target {
      case .dataset(let place):
        try catalogue.add(
          FoundFeatures(
            place: place, file: path, path: "\(group)/\(dataset)", model: model, dataset: dataset),
          model: model, dataset: dataset)
      case .broken(let reason):
        catalogue.leaveOut(
          "features of \(model) on \(dataset)", reason, model: model, dataset: dataset)
      case .group, .nothing: break
      }
    }
  }

  // MARK: - Datasets

  private mutating func lookAtDatasets() throws {
    guard case .group(let group) = files.resolve("/datasets", in: path) else { return }
    var labelled: [String] = []
    var broken: [(String, String)] = []
    try files.walk(group) { path, member in
      let isLabels = path.hasSuffix("/labels")
      switch member.target {
      case .dataset:
        if isLabels {
          labelled.append(String(path.dropLast("/labels".count)))
        } else if let cut = path.lastIndex(of: "/"), !path.hasSuffix("/images") {
          let (dataset, name) = (String(path[..<cut]), String(path[path.index(after: cut)...]))
          catalogue.datasetStrangers[name, default: []].append(dataset)
        }
      case .broken(let reason): broken.append((path, reason))
      case .group:
        // A categorical column: codes and categories.
        guard isLabels else { return .enter }
        labelled.append(String(path.dropLast("/labels".count)))
      case .nothing: break
      }
      return .skip
    }
    catalogue.labelled = Set(labelled.map(\.normalisedName))
    for (path, reason) in broken { catalogue.leaveOut("/datasets/\(path)", reason) }
    for dataset in catalogue.labelled.subtracting(catalogue.datasets).sorted() {
      catalogue.leaveOut(
        "dataset \(dataset)", "it has labels, but no model has features on it", dataset: dataset,
        isSpare: true)
    }
  }
}
