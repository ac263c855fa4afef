import Platform
import Wording

/// `store import npy`: the folder that the official pipeline leaves.
///
/// Reads {model}_{dataset}_feature.npy, {model}_{dataset}_label.npy, as the reference
/// {model}_imagenet_feature.npy and, where they are there, {model}_{dataset}_logits.npy of a folder, and
/// writes a store in layout version 1. Memory does not grow with the features; nothing is left behind if
/// it fails.
package struct NumPyImport: Sendable {
  /// The folder with the .npy files.
  package var folder: String
  /// The store to write.
  package var output: String
  /// The dataset that is the reference of each model.
  package var reference = usualReference
  /// What the names are where underscores leave it open; nil to read them off the names.
  package var models: [String]?
  /// Names that settle how ambiguous file names are read; nil for none.
  package var datasets: [String]?
  /// Whether files of models and datasets that are not named are left out, rather than an error.
  package var leavesOutOthers = false
  /// 0 (none) to 9.
  package var gzip = 0
  /// Threads that read and compress.
  package var workers = 2

  /// What was imported.
  package struct Result: Sendable {
    /// (model, dataset), without the references.
    package let pairs: [(model: String, dataset: String)]
    /// How labels were read where the files leave a choice, and what was not used: sentences.
    package let remarks: [String]
  }

  /// What the official pipeline calls the source data.
  package static let usualReference = "imagenet"
  /// What ends the names of features; of a folder without any, of the source head's outputs, which a
  /// store then holds alone.
  private static let suffixes = ["_feature.npy", "_logits.npy"]

  package init(folder: String, output: String) {
    self.folder = folder
    self.output = output
  }

  /// - Throws: ``UnknownName`` for a model or dataset that is asked for alone and is not there;
  ///   ``StoreError`` that names the file: names that can be read in several ways, labels
  ///   that differ between models, shapes that do not fit, a disk that is full.
  package func run() throws -> Result {
    let names = try Self.names(in: folder)
    let found = Self.suffixes.first { suffix in names.contains { $0.hasSuffix(suffix) } }
    guard let suffix = found else { throw StoreError(Self.nothingFound(folder, names)) }
    let stems = names.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
    try refuseTwins(stems)
    let readings = NumPyNames(
      folder: folder, stems: stems, reference: reference, models: models, datasets: datasets,
      leavesOutOthers: leavesOutOthers)
    if leavesOutOthers { try readings.checkLists() }
    let pairs = try readings.pairs()
    let targets = pairs.filter { $0.dataset != reference }
    guard !targets.isEmpty else {
      throw StoreError(
        models == nil && datasets == nil
          ? "\(folder) has references only (\(reference)); features of a dataset are needed."
          : "\(folder) has no features of \(listed((models ?? []) + (datasets ?? []))).")
    }
    let labels = try labels(of: targets)
    try write(
      suffix == Self.suffixes[0] ? pairs : targets, labels: labels.mapValues(\.labels),
      hasFeatures: suffix == Self.suffixes[0])
    let remarks = labels.sorted { $0.key < $1.key }.compactMap { dataset, reading in
      reading.remark.map { "\(dataset): \($0)." }
    }
    return Result(
      pairs: targets.map { ($0.model, $0.dataset) },
      remarks: remarks + Self.unused(names, stems, folder))
  }

  /// Whether a folder has files that are named as ``run()`` wants them, or archives that can be unpacked to such.
  ///
  /// - Throws: ``StoreError``: what to do with the files that it has.
  package static func check(folder: String) throws {
    let names = try names(in: folder)
    let endings = suffixes + [".npz"]
    guard names.contains(where: { name in endings.contains { name.hasSuffix($0) } }) else {
      throw StoreError(nothingFound(folder, names))
    }
  }

  private func refuseTwins(_ stems: [String]) throws {
    var seen: Set<String> = []
    guard let twin = stems.first(where: { !seen.insert($0).inserted }) else { return }
    throw StoreError(
      "\(folder) has the name \(twin) twice, in two Unicode normal forms (NFC, NFD); rename one of the "
        + "files.")
  }

  private static func names(in folder: String) throws -> [String] {
    guard let stream = opendir(folder) else {
      throw StoreError("The folder \(folder) cannot be read: \(String(cString: strerror(errno))).")
    }
    closedir(stream)
    return Folder.names(in: folder)
  }

  /// What to do with a folder of other files.
  private static func nothingFound(_ folder: String, _ names: [String]) -> String {
    let missing =
      "\(folder) has no files named MODEL_DATASET_feature.npy (with MODEL_DATASET_label.npy), or "
      + "MODEL_DATASET.npz."
    if let hdf5 = ForeignLayout(folder: folder) { return "\(missing) \(hdf5.advice)" }
    return "\(missing) \(ConvertAdvice(folder: folder).sentence)"
  }

  private static func unused(_ names: [String], _ stems: [String], _ folder: String) -> [String] {
    let used = Set(
      stems.flatMap { ["\($0)_feature.npy", "\($0)_label.npy", "\($0)_logits.npy"] })
    let unused = names.filter { $0.hasSuffix(".npy") && !used.contains($0) }
    guard !unused.isEmpty else { return [] }
    return ["Not used in \(folder): \(listed(unused))."]
  }

  /// The labels of each dataset, which must be the same under every model.
  private func labels(of pairs: [NumPyNames.Pair]) throws -> [String: NumPyLabels.Reading] {
    var labels: [String: NumPyLabels.Reading] = [:]
    for pair in pairs {
      let path = "\(folder)/\(pair.stem)_label.npy"
      let reading = try NumPyLabels.reading(NumPyFile(path))
      if let other = labels[pair.dataset], other.labels != reading.labels {
        throw StoreError(
          "\(path) differs from the labels of \(pair.dataset) under another model. The samples must"
            + " come in the same order for every model.")
      }
      labels[pair.dataset] = reading
    }
    return labels
  }
}
