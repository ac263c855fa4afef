package import Tabular

extension FeatureStore {
  /// The store's own accuracies (/ground_truth/accuracy); nil if it has none. NaN is no accuracy, and so
  /// is what _FillValue or missing_value names.
  package func groundTruth(
    options: GroundTruthOptions = GroundTruthOptions()
  ) throws -> GroundTruth? {
    var found: (place: ObjectPlace, truth: GroundTruth)?
    for name in catalogue.files where FileKind(name) == .file {
      switch files.resolve("/ground_truth/accuracy", in: name) {
      case .dataset(let place):
        guard place != found?.place else { continue }
        let truth = try groundTruth(files.file(place.file), place.path, options)
        if let found, !found.truth.hasValues(of: truth) {
          throw StoreError(
            "The accuracies in \(found.place.file) and in \(place.file) differ"
              + " (\(place.path)). Keep one table in a CSV file and give it: ground_truth: FILE.csv."
          )
        }
        found = found ?? (place, truth)
      case .broken(let reason): throw StoreError(reason)
      case .group, .nothing: continue
      }
    }
    return found?.truth
  }

  private func groundTruth(
    _ file: HDF5File, _ path: String, _ options: GroundTruthOptions
  ) throws -> GroundTruth {
    let dataset = try complete(ObjectPlace(file: file.path, path: path))
    guard let models = try file.strings(of: path, attribute: "models"),
      let datasets = try file.strings(of: path, attribute: "datasets")
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
    guard dataset.description.type.isNumber else {
      throw StoreError(
        "\(file.path), dataset \(path) holds \(dataset.description.type.name); accuracies are numbers."
      )
    }
    let values = try dataset.unpackedDoubles()
    let options = try AccuracyAttributes(dataset).completing(options)
    do {
      return try GroundTruth(
        matrix: values, models: models, datasets: datasets,
        name: "\(file.path):\(path)", options: options)
    } catch let error as CSVError {
      throw StoreError(error.description)
    }
  }
}
