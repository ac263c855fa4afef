import Tabular

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
    let entries = values.indices.filter { values[$0].isFinite }.map { index in
      GroundTruth.Accuracy(
        model: models[index / datasets.count], dataset: datasets[index % datasets.count],
        accuracy: values[index])
    }
    return GroundTruth(
      name: "\(file.path):\(path)", entries: entries,
      unit: file.strings(of: path, attribute: "unit")?.first)
  }

  /// The accuracies of a CSV file with the columns model, dataset, accuracy.
  ///
  /// - Throws: ``StoreError`` that names the line, the column, the value.
  package static func groundTruth(csv path: String) throws -> GroundTruth {
    do {
      return try GroundTruth(CSVTable(text: text(path), name: path))
    } catch let error as CSVError {
      throw StoreError(error.description)
    }
  }
}
