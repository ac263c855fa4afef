extension NumPyImport {
  func write(
    _ pairs: [NumPyNames.Pair], labels: [String: NumPyLabels], hasFeatures: Bool
  ) throws {
    let sources = try sourceLabels(pairs.filter { $0.dataset == reference })
    let names = (Array(labels.values) + sources.values).map { labels in
      if case .named(_, let names) = labels { names.count } else { 0 }
    }
    let writer = try HDF5Writer(output, longestAttribute: names.max() ?? 0)
    try writer.attribute("format", of: "/", ["feature-store"], scalar: true)
    try writer.attribute("version", of: "/", 1)
    for group in ["/datasets", "/models"] { try writer.group(group) }
    for (dataset, values) in labels.sorted(by: { $0.key < $1.key }) {
      try writer.group("/datasets/\(dataset)")
      try write(values, to: writer, "/datasets/\(dataset)/labels")
    }
    for model in Set(pairs.map(\.model)).sorted() {
      try writer.group("/models/\(model)")
      if let labels = sources[model] {
        try write(labels, to: writer, "/models/\(model)/reference_labels")
      }
      if hasFeatures { try writer.group("/models/\(model)/features") }
      for pair in pairs where pair.model == model && hasFeatures {
        let isReference = pair.dataset == reference
        try copy(
          "\(folder)/\(pair.stem)_feature.npy", to: writer,
          isReference ? "/models/\(model)/reference" : "/models/\(model)/features/\(pair.dataset)",
          labels: labels[pair.dataset]?.rows)
      }
      try writeLogits(pairs.filter { $0.model == model }, to: writer, labels)
    }
    try writer.finish()
  }

  /// Labels of the features on the source data, by model, where they are there.
  private func sourceLabels(_ references: [NumPyNames.Pair]) throws -> [String: NumPyLabels] {
    var labels: [String: NumPyLabels] = [:]
    for pair in references {
      let path = "\(folder)/\(pair.stem)_label.npy"
      guard FileKind(path) == .file else { continue }
      labels[pair.model] = try NumPyLabels.reading(NumPyFile(path)).labels
    }
    return labels
  }

  /// The source head's outputs of one model, of the pairs that have them.
  private func writeLogits(
    _ pairs: [NumPyNames.Pair], to writer: HDF5Writer, _ labels: [String: NumPyLabels]
  ) throws {
    let files = pairs.map { ($0, "\(folder)/\($0.stem)_logits.npy") }
      .filter { $0.0.dataset != reference && FileKind($0.1) == .file }
    guard let first = files.first else { return }
    let group = "/models/\(first.0.model)/logits"
    try writer.group(group)
    for (pair, path) in files {
      try copy(path, to: writer, "\(group)/\(pair.dataset)", labels: labels[pair.dataset]?.rows)
    }
  }

  private func write(_ labels: NumPyLabels, to writer: HDF5Writer, _ name: String) throws {
    switch labels {
    case .classes(let values): try writer.integers(name, values)
    case .largeClasses(let values): try writer.integers(name, values)
    case .named(let values, let names):
      try writer.integers(name, values)
      try writer.attribute("class_names", of: name, names)
    case .targets(let values, let columns):
      let rows = values.count / columns
      try writer.matrix(
        name, rows: rows, columns: columns, StorageOptions(floatBytes: 8), workers: 1
      ) { rows, target in
        let part = Array(values[rows.lowerBound * columns..<rows.upperBound * columns])
        target.initialize(from: part, count: part.count)
      }
    }
  }

  private func copy(
    _ path: String, to writer: HDF5Writer, _ name: String, labels: Int?
  ) throws {
    let file = try NumPyFile(path)
    let (count, columns) = try Self.extent(of: file, labels: labels)
    // Numbers that are no floats of a store are written as float64, which holds them exactly.
    let bytes = file.type.kind == .float ? file.type.bytes : 8
    let options = StorageOptions(floatBytes: bytes, gzip: gzip, shuffle: gzip > 0)
    try writer.matrix(name, rows: count, columns: columns, options, workers: workers) {
      rows, target in
      let values = try file.matrix(rows, of: count, columns: columns)
      target.initialize(from: values, count: values.count)
    }
  }

  /// N and D.
  private static func extent(
    of file: NumPyFile, labels: Int?
  ) throws -> (rows: Int, columns: Int) {
    guard !file.type.isText else {
      throw StoreError("\(file.path) holds text (\(file.typeName)); features are numbers (N, D).")
    }
    guard file.shape.count > 1, let (rows, columns) = file.sides, file.count > 0 else {
      let remedy =
        file.shape.count > 2 && file.count > 0
        ? " Pool them first, such as features.mean(axis=(2, 3))." : ""
      throw StoreError(
        "\(file.path) has shape \(file.shapeText); features are (N, D), with sizes of 1 left out."
          + remedy)
    }
    guard let labels, labels != rows else { return (rows, columns) }
    let remedy =
      labels == columns ? " Its columns are as many: save it transposed (features.T)." : ""
    throw StoreError("\(file.path) has \(rows) rows, but its labels are \(labels)." + remedy)
  }
}
