/// `store import npy`: the folder that the official pipeline leaves.
package enum NumPyImport {
  /// Reads {model}_{dataset}_feature.npy, {model}_{dataset}_label.npy and, as the reference,
  /// {model}_imagenet_feature.npy of `folder`, and writes a store in layout version 1. Memory does
  /// not grow with the files.
  ///
  /// - Returns: the (model, dataset) pairs that were written.
  package static func run(
    folder: String, output: String, referenceDataset: String = "imagenet", gzip: Int = 0,
    workers: Int = 2
  ) throws -> [(model: String, dataset: String)] {
    let suffix = "_feature.npy"
    let stems = FeatureStore.folder(folder).filter { $0.hasSuffix(suffix) }
      .map { String($0.dropLast(suffix.count)) }
    guard !stems.isEmpty else {
      throw StoreError("\(folder) has no files named MODEL_DATASET_feature.npy.")
    }
    // Model names may have underscores; dataset names of the official pipeline have none.
    let pairs = try stems.map { stem -> (model: String, dataset: String) in
      guard let cut = stem.lastIndex(of: "_"), cut > stem.startIndex else {
        throw StoreError("\(folder)/\(stem)\(suffix): the name is not MODEL_DATASET_feature.npy.")
      }
      return (String(stem[..<cut]), String(stem[stem.index(after: cut)...]))
    }
    let targets = pairs.filter { $0.dataset != referenceDataset }
    let labels = try labels(folder, targets)
    let writer = try HDF5Writer(output)
    try writer.attribute("format", of: "/", ["feature-store"], scalar: true)
    try writer.attribute("version", of: "/", 1)
    for group in ["/datasets", "/models"] { try writer.group(group) }
    for (dataset, values) in labels.sorted(by: { $0.key < $1.key }) {
      try writer.group("/datasets/\(dataset)")
      try writer.integers("/datasets/\(dataset)/labels", values)
    }
    for model in Set(pairs.map(\.model)).sorted() {
      try writer.group("/models/\(model)")
      try writer.group("/models/\(model)/features")
      for pair in pairs where pair.model == model {
        let isReference = pair.dataset == referenceDataset
        try copy(
          "\(folder)/\(model)_\(pair.dataset)\(suffix)", to: writer,
          isReference ? "/models/\(model)/reference" : "/models/\(model)/features/\(pair.dataset)",
          rows: labels[pair.dataset]?.count, gzip: gzip, workers: workers)
      }
    }
    try writer.finish()
    return targets
  }

  /// The labels of each dataset, which must be the same under every model.
  private static func labels(
    _ folder: String, _ pairs: [(model: String, dataset: String)]
  ) throws -> [String: [Int]] {
    var labels: [String: [Int]] = [:]
    for pair in pairs {
      let path = "\(folder)/\(pair.model)_\(pair.dataset)_label.npy"
      let file = try NumPyFile(path)
      let count = file.shape.reduce(1, *)
      let values = try file.isFloat ? wholeNumbers(file, count) : file.integers(0..<count)
      if let other = labels[pair.dataset], other != values {
        throw StoreError(
          "\(path) differs from the labels of \(pair.dataset) under another model. The samples must"
            + " come in the same order for every model.")
      }
      labels[pair.dataset] = values
    }
    return labels
  }

  private static func wholeNumbers(_ file: NumPyFile, _ count: Int) throws -> [Int] {
    try file.doubles(0..<count).map { value in
      guard let whole = Int(exactly: value) else {
        throw StoreError("\(file.path): the label \(value) is not a whole number.")
      }
      return whole
    }
  }

  private static func copy(
    _ path: String, to writer: HDF5Writer, _ name: String, rows: Int?, gzip: Int,
    workers: Int
  ) throws {
    let file = try NumPyFile(path)
    guard file.shape.count == 2, file.isFloat, [2, 4, 8].contains(file.itemBytes) else {
      throw StoreError(
        "\(path) has shape \(file.shape); features are float16, float32 or float64 [N, D].")
    }
    if let rows, rows != file.shape[0] {
      throw StoreError("\(path) has \(file.shape[0]) rows, but its labels are \(rows).")
    }
    let options = StorageOptions(floatBytes: file.itemBytes, gzip: gzip, shuffle: gzip > 0)
    let (count, columns) = (file.shape[0], file.shape[1])
    try writer.matrix(name, rows: count, columns: columns, options, workers: workers) {
      rows, target in
      let values = try file.doubles(rows.lowerBound * columns..<rows.upperBound * columns)
      target.initialize(from: values, count: values.count)
    }
  }
}
