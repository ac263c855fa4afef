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
    let unit = file.strings(of: path, attribute: "unit")?.first.flatMap(AccuracyUnit.init)
    do {
      return try GroundTruth(
        matrix: dataset.doubles(), models: models, datasets: datasets,
        name: "\(file.path):\(path)", options: GroundTruthOptions(unit: unit))
    } catch let error as CSVError {
      throw StoreError(error.description)
    }
  }

  /// The accuracies of a CSV file, tidy or wide.
  ///
  /// - Throws: ``StoreError`` that names the line, the column, the value.
  package static func groundTruth(csv path: String) throws -> GroundTruth {
    do {
      return try GroundTruth(file: path)
    } catch let error as CSVError {
      throw StoreError(error.description)
    } catch let error as InputFileError {
      throw StoreError(error.description)
    }
  }
}
