extension FeatureStore {
  /// Class statistics of a model's features on a dataset and the features' content digest: from the
  /// cache, or by one pass (see ``FeatureMatrix/reduced``), which is then kept there.
  ///
  /// Features with fewer rows than columns come without their scatter (D x D): what metrics need of
  /// it they have cheaper from products of the rows.
  ///
  /// - Parameters:
  ///   - scatter: whether it is wanted where there are as many rows as columns: N D^2. All other numbers have
  ///     the same bits with it and without.
  ///   - kept: rows to hand on as they are where they are read anyway, ascending.
  package func reducedFeatures(
    model: String, dataset: String, cache: StatisticsCache? = nil, scatter: Bool = true,
    keeping kept: [Int] = [], workers: Int = 2
  ) throws -> ReducedFeatures {
    let labels = try labels(model: model, dataset: dataset)
    guard labels.targets == nil else {
      throw StoreError(
        "\(location.description): the labels of \"\(dataset)\" are real-valued targets, so there"
          + " are no classes to take statistics of.")
    }
    let features = try features(model: model, dataset: dataset, of: labels)
    guard features.rows > 0 else {
      throw StoreError(
        "\(features.description.place): dataset \"\(dataset)\" has 0 rows. Leave it out"
          + " (datasets: [...]), or write its features.")
    }
    let scatter = scatter && features.rows >= features.columns
    guard let cache else {
      return try features.reduced(
        classes: labels.classes, classCount: labels.classCount, scatter: scatter,
        keeping: kept, workers: workers)
    }
    return try cache.reduced(
      features,
      .init(
        classes: labels.classes, classCount: labels.classCount, scatter: scatter,
        name: labels.digest),
      keeping: kept, workers: workers)
  }
}
