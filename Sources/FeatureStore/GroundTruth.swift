/// The accuracy that fine-tuning a model on a dataset really reached.
package struct Accuracy: Sendable, Equatable {
  package let model: String
  package let dataset: String
  /// In the unit of the source (percent or fraction).
  package let accuracy: Double
  /// Over repetitions, if the source has it.
  package let standardDeviation: Double?
}

/// Accuracies of models on datasets.
package struct GroundTruth: Sendable, Equatable {
  package let entries: [Accuracy]
  /// "percent", "fraction", ...; nil if the source does not say.
  package let unit: String?

  package init(entries: [Accuracy], unit: String? = nil) {
    self.entries = entries
    self.unit = unit
  }

  package func accuracy(model: String, dataset: String) -> Double? {
    entries.first { $0.model == model && $0.dataset == dataset }?.accuracy
  }

  /// Reads a CSV file with the columns model, dataset, accuracy and, optionally, std.
  package init(csv path: String) throws {
    let lines = try FeatureStore.text(path).split(whereSeparator: \.isNewline).map(Self.fields)
    let header = lines.first ?? []
    guard let model = header.firstIndex(of: "model"),
      let dataset = header.firstIndex(of: "dataset"),
      let accuracy = header.firstIndex(of: "accuracy")
    else {
      throw StoreError(
        "\(path), line 1: the columns are \(header.joined(separator: ", ")); a ground truth has"
          + " model, dataset, accuracy and, optionally, std.")
    }
    let deviation = header.firstIndex(of: "std")
    var seen: Set<[String]> = []
    entries = try lines.enumerated().dropFirst().map { index, fields in
      let line = "\(path), line \(index + 1)"
      guard fields.count == header.count else {
        throw StoreError("\(line) has \(fields.count) fields; the header has \(header.count).")
      }
      guard let value = Double(fields[accuracy]), value.isFinite else {
        throw StoreError("\(line): the accuracy \"\(fields[accuracy])\" is not a number.")
      }
      guard seen.insert([fields[model], fields[dataset]]).inserted else {
        throw StoreError(
          "\(line): a second accuracy for \(fields[model]) on \(fields[dataset]); one is allowed.")
      }
      return Accuracy(
        model: fields[model], dataset: fields[dataset], accuracy: value,
        standardDeviation: deviation.flatMap { Double(fields[$0]) })
    }
    unit = nil
  }

  /// The fields of a CSV line; quotes protect commas, doubled quotes are quotes.
  private static func fields(_ line: Substring) -> [String] {
    var (fields, field, quoted) = ([String](), "", false)
    for character in line.unicodeScalars {
      switch character {
      case "\"":
        quoted.toggle()
        if quoted, !field.isEmpty { field.unicodeScalars.append(character) }
      case "," where !quoted:
        fields.append(field)
        field = ""
      case "\u{FEFF}": continue
      default: field.unicodeScalars.append(character)
      }
    }
    fields.append(field)
    return fields.map { field in
      var text = field[...]
      while text.first?.isWhitespace == true { text.removeFirst() }
      while text.last?.isWhitespace == true { text.removeLast() }
      return String(text)
    }
  }
}

extension FeatureStore {
  /// The store's own accuracies (/ground_truth/accuracy); nil if it has none. NaN is no accuracy.
  package func groundTruth() throws -> GroundTruth? {
    for name in allFiles {
      let file = try HDF5File(name)
      guard file.isDataset("/ground_truth/accuracy") else { continue }
      return try groundTruth(file, "/ground_truth/accuracy")
    }
    return nil
  }

  private func groundTruth(_ file: HDF5File, _ path: String) throws -> GroundTruth {
    let dataset = try HDF5Dataset(file, path)
    guard let models = file.strings(of: path, attribute: "models"),
      let datasets = file.strings(of: path, attribute: "datasets")
    else {
      throw StoreError(
        "\(file.path), dataset \(path) needs the attributes \"models\" and \"datasets\": the names"
          + " of its rows and columns.")
    }
    guard dataset.description.shape == [models.count, datasets.count] else {
      throw StoreError(
        "\(file.path), dataset \(path) has shape \(dataset.description.shape), but its attributes"
          + " name \(models.count) models and \(datasets.count) datasets.")
    }
    let values = try dataset.doubles()
    var deviations: [Double]?
    if file.isDataset("/ground_truth/std") {
      let std = try HDF5Dataset(file, "/ground_truth/std")
      if std.description.shape == dataset.description.shape { deviations = try std.doubles() }
    }
    let indices = values.indices.filter { values[$0].isFinite }
    let entries = indices.map { index in
      Accuracy(
        model: models[index / datasets.count], dataset: datasets[index % datasets.count],
        accuracy: values[index], standardDeviation: deviations?[index])
    }
    return GroundTruth(
      entries: entries, unit: file.strings(of: path, attribute: "unit")?.first)
  }
}

extension FeatureStore {
  /// ``GroundTruth/init(csv:)`` for callers that know another type of that name.
  package static func groundTruth(csv path: String) throws -> GroundTruth {
    try GroundTruth(csv: path)
  }
}
