import FeatureStatistics
import FeatureStore
import Ledger
import LinearAlgebra
import Parallel
import Tabular
import Transferability

extension SweepInputs {
  /// Content digest of all that decides the numbers of a dataset's runs.
  ///
  /// - Parameter metric: what it reads is digested.
  package func digest(of dataset: String, models: [String], metric: String) throws -> String {
    let needs = MetricNeed.of(metric).map(\.noun).joined(separator: ", ")
    return try poolDigests.value(for: [dataset, needs] + models) {
      let lines = try parts(of: dataset, models: models, metric: metric)
        .map { "\($0.name) \($0.digest)" }
      return SHA256.hex(Array(lines.joined(separator: "\n").utf8))
    }
  }

  /// What ``digest(of:models:metric:)`` is made of: the labels, and the features, reference, accuracy
  /// and, if the metric reads them, logits and others of each model, each with its digest (an accuracy is its
  /// own). What cannot be read has its error in place of a digest: it fails in its evaluations.
  package func parts(
    of dataset: String, models: [String], metric: String
  ) throws -> [(name: String, digest: String)] {
    // A pass uses two threads; with more, several models are read at once.
    _ = try parallelMap(count: models.count, workers: max(1, workers / 2)) { index in
      Self.digestOrError { try featureDigest(models[index], dataset) }
    }
    var parts = [(name: "labels", digest: try store.labels(of: dataset).digest)]
    for model in models {
      parts.append(
        ("features \(model)", Self.digestOrError { try featureDigest(model, dataset) }))
      if let own = try ownLabelDigest(model, dataset) { parts.append(("labels \(model)", own)) }
      if let reference = referenceDigest(model) { parts.append(("reference \(model)", reference)) }
      for need in MetricNeed.of(metric) {
        parts.append(
          ("\(need.noun) \(model)", Self.digestOrError { try digest(of: need, model, dataset) }))
      }
      if let accuracy = accuracy(model: model, dataset: dataset) {
        let part = AccuracyPart(accuracy, groundTruth?.better ?? .higher)
        parts.append((AccuracyPart.name(of: model), part.text))
      }
    }
    return parts
  }

  private static func digestOrError(_ body: () throws -> String) -> String {
    do {
      return try body()
    } catch {
      return "cannot be read: \(error)"
    }
  }

  /// The digest of a model's labels where they are not those that stand for the dataset: the order
  /// of rows may be a model's own.
  private func ownLabelDigest(_ model: String, _ dataset: String) throws -> String? {
    guard let own = try? store.labels(model: model, dataset: dataset).digest,
      own != (try store.labels(of: dataset).digest)
    else { return nil }
    return own
  }

  /// Tells ``reading`` how much there is to read. What cannot be opened counts nothing: it fails later,
  /// with its reason.
  func announceReading() {
    let sizes = datasets.flatMap { dataset in
      (models[dataset] ?? []).map { model in
        (try? store.features(model: model, dataset: dataset).byteCount) ?? 0
      }
    }
    reading.begin(sizes)
  }

  /// From the cache without reading, or from the pass that the statistics need anyway.
  func featureDigest(_ model: String, _ dataset: String) throws -> String {
    let pair = Pair(model: model, dataset: dataset)
    return try digests.value(for: pair) {
      let features = try store.features(model: model, dataset: dataset)
      reading.reading("\(model) on \(dataset)")
      defer { reading.read(features.byteCount) }
      if let known = cache?.known(features) {
        knownRows.note(known, of: pair)
        return known.digest
      }
      guard try store.labels(model: model, dataset: dataset).targets == nil else {
        let content = try features.content()
        knownRows.note(content, of: pair)
        return content.digest
      }
      let rows = try rowsToKeep(model, dataset)
      let reduced = try store.reducedFeatures(
        model: model, dataset: dataset, cache: cache, scatter: readsScatter, keeping: rows,
        workers: workers)
      if let features = reduced.kept, !rows.isEmpty {
        keptRows.put(pair, KeptRows(rows: rows, features: features))
      }
      knownRows.note(reduced.content, of: pair)
      kept.put(pair, reduced.withoutRows)
      return reduced.digest
    }
  }

  /// nil if the store has none.
  private func referenceDigest(_ model: String) -> String? {
    do {
      return try reducedReference(model)?.digest
    } catch {
      return "cannot be read: \(error)"
    }
  }

  func logitsDigest(_ model: String, _ dataset: String) throws -> String {
    guard let outputs = try outputs(model, dataset) else { return "none" }
    let values = try store.logits(model: model, dataset: dataset)?.digest() ?? "none"
    return try "\(values) \(outputs.kind().rawValue)"
  }

  func reference(_ model: String) throws -> ReferenceStatistics? {
    try reducedReference(model)?.statistics
  }

  func reducedReference(_ model: String) throws -> ReducedReference? {
    try references.value(for: model) {
      try store.reducedReference(model: model, cache: cache, workers: workers)
    }
  }
}
