import FeatureStatistics
import FeatureStore
import LinearAlgebra
import Parallel
import Transferability

extension SweepInputs {
  /// The statistics and what else metrics read of a model on a dataset: kept from when its digest
  /// was computed, or from the cache, or by one pass.
  ///
  /// - Throws: ``StoreError`` if the features are not those whose digest the runs were made with.
  package func scoringInput(
    model: String, dataset: String, workers: Int = 1
  ) throws -> ScoringInput {
    let labels = try store.labels(model: model, dataset: dataset)
    guard labels.targets == nil else { return try inputOfTargets(model, dataset, labels) }
    let pair = Pair(model: model, dataset: dataset)
    let reduced =
      try kept.take(pair)
      ?? store.reducedFeatures(
        model: model, dataset: dataset, cache: cache, scatter: readsScatter, workers: workers)
    knownRows.note(reduced.content, of: pair)
    let known = try digests.value(for: pair) { () throws -> String in reduced.digest }
    guard known == reduced.digest else {
      throw StoreError(
        "\(store.location.description): the features of \"\(model)\" on \"\(dataset)\" changed while"
          + " the sweep ran. Run the plan again.")
    }
    return ScoringInput(
      moments: reduced.moments, scatter: reduced.scatter,
      makeScatter: readsScatter ? nil : scatter(of: model, on: dataset, workers: workers),
      labels: labels.classes,
      features: HeldRows.holding(
        try store.features(model: model, dataset: dataset), limit: Self.heldElements),
      outputs: outputsIfThere(model, dataset), targets: labels.targets,
      reference: referenceIfThere(model), companions: companions(model, dataset),
      name: "\(model) on \(dataset)")
  }

  /// Makes the scatter that the pass left out, where there is one; for metrics that only read it with some
  /// options.
  private func scatter(
    of model: String, on dataset: String, workers: Int
  ) -> @Sendable () throws -> Matrix? {
    { [store, cache] in
      let features = try store.features(model: model, dataset: dataset)
      guard features.rows >= features.columns else { return nil }
      return try store.reducedFeatures(
        model: model, dataset: dataset, cache: cache, workers: workers
      ).scatter
    }
  }

  /// Elements of small features that are read once and then held, 16 MB: decompressing them for every
  /// setting would cost more than scoring.
  private static let heldElements = 2_000_000

  /// Real-valued targets have no classes: the statistics are of none, and the features are read by
  /// the metrics that take targets.
  private func inputOfTargets(
    _ model: String, _ dataset: String, _ labels: Labels
  ) throws -> ScoringInput {
    let features = try store.features(model: model, dataset: dataset)
    // Reads them, unless that was done for the digest, and throws for values that are not finite.
    _ = try featureDigest(model, dataset)
    return ScoringInput(
      moments: .withoutClasses(dimension: features.columns),
      labels: [], features: features, outputs: outputsIfThere(model, dataset),
      targets: labels.targets, reference: referenceIfThere(model),
      companions: companions(model, dataset), name: "\(model) on \(dataset)")
  }

  /// nil also for a reference that cannot be read: ``checkReferences(_:)`` has stopped those who need
  /// it, and the others are not stopped by it.
  private func referenceIfThere(_ model: String) -> ReferenceStatistics? {
    try? reference(model)
  }

  /// The outputs of the source head; nil also where they cannot be read, which stops those metrics
  /// alone that read them (``checkLogits(model:dataset:)``).
  private func outputsIfThere(_ model: String, _ dataset: String) -> SourceOutputs? {
    guard store.hasLogits(model: model, dataset: dataset) else { return nil }
    return try? outputs(model, dataset)
  }

  /// nil if the store has none.
  func outputs(_ model: String, _ dataset: String) throws -> SourceOutputs? {
    try outputs.value(for: Pair(model: model, dataset: dataset)) {
      try store.logits(model: model, dataset: dataset).map { SourceOutputs($0, kind: logitsAre) }
    }
  }

  /// - Throws: ``StoreError`` why source-head outputs cannot be read, ``MetricError`` why it is open what
  ///   they are.
  func checkLogits(model: String, dataset: String) throws {
    _ = try outputs(model, dataset)?.kind()
  }

  /// Called before a score is recorded.
  ///
  /// - Throws: ``StoreError`` if a file that was read is no longer what was digested.
  func checkUnchanged(model: String, dataset: String) throws {
    try store.checkUnchanged(model: model, dataset: dataset)
  }
}
