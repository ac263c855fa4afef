package import LinearAlgebra

extension FeatureStore {
  /// Class statistics of a model's features on a dataset and the features' content digest: from the
  /// cache, or by one pass (see ``FeatureMatrix/reduced``), which is then kept there.
  ///
  /// Features with fewer rows than columns come without their scatter (D x D): what metrics need of
  /// it they have cheaper from products of the rows.
  package func reducedFeatures(
    model: String, dataset: String, cache: StatisticsCache? = nil, workers: Int = 2
  ) throws -> ReducedFeatures {
    let labels = try labels(of: dataset)
    guard labels.targets == nil else {
      throw StoreError(
        "\(location.description): the labels of \"\(dataset)\" are real-valued targets, so there"
          + " are no classes to take statistics of.")
    }
    let features = try features(model: model, dataset: dataset)
    let scatter = features.rows >= features.columns
    guard let cache else {
      return try features.reduced(
        classes: labels.classes, classCount: labels.classCount, scatter: scatter, workers: workers)
    }
    return try cache.reduced(
      features,
      .init(
        classes: labels.classes, classCount: labels.classCount, scatter: scatter,
        name: labels.digest),
      workers: workers)
  }

  package func classStatistics(model: String, dataset: String) throws -> ClassStatistics {
    try reducedFeatures(model: model, dataset: dataset).statistics
  }

  /// Mean and population standard deviation of the features on the source data, in float64, from
  /// the features or else as stored; nil if the store has neither.
  package func reference(model: String) throws -> ReferenceStatistics? {
    try reducedReference(model: model)?.statistics
  }

  /// ``reference(model:)`` with the content digest of what it was computed from.
  package func reducedReference(
    model: String, cache: StatisticsCache? = nil, workers: Int = 2
  ) throws -> (statistics: ReferenceStatistics, digest: String)? {
    if let source = try referenceFeatures(model: model) {
      return try source.referenceStatistics(cache: cache, workers: workers)
    }
    return try storedReference(model: model)
  }

  private func storedReference(
    model: String
  ) throws -> (statistics: ReferenceStatistics, digest: String)? {
    guard let mean = try place(templates.referenceMean, model, ""),
      let deviation = try place(templates.referenceStandardDeviation, model, "")
    else { return nil }
    let values = try [mean, deviation].map {
      try HDF5Dataset(HDF5File($0.file), $0.path).doubles()
    }
    guard values[0].count == values[1].count else {
      throw StoreError(
        "\(mean.file): \(mean.path) has \(values[0].count) values and \(deviation.path)"
          + " \(values[1].count); both are [D].")
    }
    let digest = ContentDigest.root(
      type: .float(bytes: 8, bigEndian: false), shape: [2, values[0].count],
      leaves: values.map { $0.withUnsafeBytes { ContentDigest.leaf($0) } })
    return (ReferenceStatistics(mean: values[0], standardDeviation: values[1]), digest)
  }
}

extension FeatureMatrix {
  /// Statistics over all rows as one class, without scatter.
  func referenceStatistics(
    cache: StatisticsCache? = nil, workers: Int = 2
  ) throws -> (statistics: ReferenceStatistics, digest: String) {
    let classes = [Int](repeating: 0, count: rows)
    let reduced =
      try cache?.reduced(
        self, .init(classes: classes, classCount: 1, scatter: false, name: "one class"),
        workers: workers)
      ?? reduced(classes: classes, classCount: 1, scatter: false, workers: workers)
    return (
      ReferenceStatistics(
        mean: reduced.statistics.means.elements,
        standardDeviation: reduced.statistics.variances.elements.map { $0.squareRoot() }),
      reduced.digest
    )
  }
}
