import Conditions
import FeatureStore
import Ledger
import LinearAlgebra
import Parallel
import Synchronization
import Tabular
import Transferability
import Wording

/// What a plan's store and ground truth hold, checked before anything is computed.
package final class SweepInputs: Sendable {
  package let store: FeatureStore
  package let datasets: [String]
  /// Models with features, by dataset, sorted.
  package let models: [String: [String]]
  package let groundTruth: GroundTruth?
  /// What the user should know before the sweep starts.
  package let remarks: [String]
  private let references = OnceCache<String, ReducedReference?>()
  private let labels = OnceCache<String, Labels>()
  /// By dataset: plans of many settings ask often, and each answer is a look into the file.
  private let modelsWithLogits = OnceCache<String, [String]>()
  private let cache: StatisticsCache?
  private let workers: Int
  private let digests = OnceCache<Pair, String>()
  /// What was computed for the digests and nobody asked for yet.
  private let kept: KeptStatistics
  private let poolDigests = OnceCache<[String], String>()

  struct Pair: Hashable {
    let model: String
    let dataset: String
  }

  private struct ReducedReference: Sendable {
    let statistics: ReferenceStatistics
    let digest: String
  }

  /// - Parameters:
  ///   - cache: statistics of earlier sweeps; nil to read everything.
  ///   - workers: threads that read.
  ///   - keptBytes: memory for statistics that were computed before they are needed.
  /// - Throws: ``PlanError`` for names that the store does not have, a missing ground truth and
  ///   missing references; ``StoreError`` for files that cannot be read.
  package init(
    _ plan: Plan, cache: StatisticsCache? = nil, workers: Int = 2, keptBytes: Int = 256_000_000
  ) throws {
    let store = try FeatureStore(plan.storeLocation)
    self.store = store
    self.cache = cache
    self.workers = workers
    kept = KeptStatistics(limit: keptBytes)
    datasets = try Self.chosen(plan.datasets, among: store.datasets, kind: "dataset", plan: plan)
    let pool = try Self.chosen(plan.models, among: store.models, kind: "model", plan: plan)
    groundTruth =
      try plan.groundTruthPath.map { try FeatureStore.groundTruth(csv: $0) } ?? store.groundTruth()
    var remarks: [String] = []
    var models: [String: [String]] = [:]
    for dataset in datasets {
      let present = pool.filter { store.hasFeatures(model: $0, dataset: dataset) }.sorted()
      let missing = pool.filter { !present.contains($0) }
      if let first = missing.first {
        let named = plan.models?.first { $0.value == first }
        guard named == nil else {
          throw named?.fail(
            "the model \"\(first)\" has no features on \"\(dataset)\" in \(plan.storeName)")
            ?? PlanError("")
        }
        remarks.append("\(dataset): no features of \(missing.joined(separator: ", ")); left out")
      }
      guard !present.isEmpty else {
        throw PlanError("\(plan.storeName): no model has features on \"\(dataset)\"")
      }
      models[dataset] = present
    }
    self.models = models
    if groundTruth == nil {
      remarks.append(
        "\(plan.storeName) holds no ground truth: scores are recorded, correlations stay empty; "
          + "give ground_truth: FILE.csv (model,dataset,accuracy) in the plan")
    }
    self.remarks = remarks
  }

  private static func chosen(
    _ names: [Plan.Located]?, among present: [String], kind: String, plan: Plan
  ) throws -> [String] {
    guard let names else {
      guard !present.isEmpty else { throw PlanError("\(plan.storeName) holds no \(kind)") }
      return present
    }
    for name in names where !present.contains(name.value) {
      throw name.fail(
        "there is no \(kind) \"\(name.value)\" in \(plan.storeName)"
          + "\(Suggestion.text(for: name.value, among: present)); it has "
          + present.joined(separator: ", "))
    }
    return names.map(\.value)
  }

  /// - Throws: ``PlanError`` if settings rescale by references that a model does not have.
  package func checkReferences(_ settings: [SweepSetting]) throws {
    guard settings.contains(where: { $0.ped?.rescale == .reference }) else { return }
    for model in Set(models.values.joined()).sorted() where try reference(model) == nil {
      throw PlanError(
        "\(store.location.description): the model \"\(model)\" has no reference features, which "
          + "PED rescales by; add /models/\(model)/reference (features on the source data), or "
          + "set ped.rescale: target or none, or motion: none")
    }
  }

  /// The models that a metric can score on a dataset: those with source-head outputs if it reads
  /// such, otherwise all.
  package func models(scoredBy metric: String, on dataset: String) throws -> [String] {
    let all = models[dataset] ?? []
    guard MetricCatalog.entry(named: metric)?.description.inputs.contains(.logits) == true else {
      return all
    }
    let scored = try modelsWithLogits.value(for: dataset) {
      try all.filter { try store.logits(model: $0, dataset: dataset) != nil }
    }
    guard !scored.isEmpty else {
      throw PlanError(
        "\(store.location.description): no model has logits on \"\(dataset)\", which \(metric) "
          + "reads; add /models/<model>/logits/\(dataset) or leave \(metric) out")
    }
    return scored
  }

  /// Content digest of all that decides the numbers of a dataset's runs.
  package func digest(of dataset: String, models: [String]) throws -> String {
    try poolDigests.value(for: [dataset] + models) {
      try computeDigest(of: dataset, models: models)
    }
  }

  private func computeDigest(of dataset: String, models: [String]) throws -> String {
    let lines = try parts(of: dataset, models: models).map { "\($0.name) \($0.digest)" }
    return SHA256.hex(Array(lines.joined(separator: "\n").utf8))
  }

  /// What ``digest(of:models:)`` is made of: the labels, and the features, reference and accuracy
  /// of each model, each with its digest (an accuracy is its own).
  package func parts(
    of dataset: String, models: [String]
  ) throws -> [(name: String, digest: String)] {
    // A pass uses two threads; with more, several models are read at once.
    _ = try parallelMap(count: models.count, workers: max(1, workers / 2)) { index in
      try featureDigest(models[index], dataset)
    }
    var parts = [(name: "labels", digest: try labels(of: dataset).digest)]
    for model in models {
      parts.append(("features \(model)", try featureDigest(model, dataset)))
      if let reference = try reducedReference(model) {
        parts.append(("reference \(model)", reference.digest))
      }
      if let accuracy = groundTruth?.accuracy(model: model, dataset: dataset) {
        parts.append(("accuracy \(model)", "\(accuracy)"))
      }
    }
    return parts
  }

  package func accuracies(on dataset: String) -> [String: Double] {
    var accuracies: [String: Double] = [:]
    for model in models[dataset] ?? [] {
      accuracies[model] = groundTruth?.accuracy(model: model, dataset: dataset)
    }
    return accuracies
  }

  /// The statistics and what else metrics read of a model on a dataset: kept from when its digest
  /// was computed, or from the cache, or by one pass.
  ///
  /// - Throws: ``StoreError`` if the features are not those whose digest the runs were made with.
  package func sample(model: String, dataset: String, workers: Int = 1) throws -> Sample {
    let labels = try labels(of: dataset)
    guard labels.targets == nil else { return try sampleOfTargets(model, dataset, labels) }
    let pair = Pair(model: model, dataset: dataset)
    let reduced =
      try kept.take(pair)
      ?? store.reducedFeatures(model: model, dataset: dataset, cache: cache, workers: workers)
    let known = digests.value(for: pair) { reduced.digest }
    guard known == reduced.digest else {
      throw StoreError(
        "\(store.location.description): the features of \"\(model)\" on \"\(dataset)\" changed while"
          + " the sweep ran. Run the plan again.")
    }
    return Sample(
      statistics: reduced.statistics, labels: labels.classes,
      features: HeldFeatures.holding(try store.features(model: model, dataset: dataset)),
      outputs: try outputs(model, dataset), targets: labels.targets,
      reference: try reference(model))
  }

  /// Real-valued targets have no classes: the statistics are of none, and the features are read by
  /// the metrics that take targets.
  private func sampleOfTargets(
    _ model: String, _ dataset: String, _ labels: Labels
  ) throws -> Sample {
    let features = try store.features(model: model, dataset: dataset)
    let none = Matrix(rows: 0, columns: features.columns)
    return Sample(
      statistics: ClassStatistics(
        counts: [], means: none, variances: none, scatter: Matrix(rows: 0, columns: 0)),
      labels: [], features: features,
      outputs: try outputs(model, dataset), targets: labels.targets,
      reference: try reference(model))
  }

  /// Source-head outputs, of the kind that their values show.
  private func outputs(_ model: String, _ dataset: String) throws -> SourceOutputs? {
    try store.logits(model: model, dataset: dataset).map { SourceOutputs($0, kind: nil) }
  }

  /// Called before a score is recorded.
  ///
  /// - Throws: ``StoreError`` if a file that was read is no longer what was digested.
  func checkUnchanged(model: String, dataset: String) throws {}

  func labels(of dataset: String) throws -> Labels {
    try labels.value(for: dataset) { try store.labels(of: dataset) }
  }

  func reference(_ model: String) throws -> ReferenceStatistics? {
    try reducedReference(model)?.statistics
  }

  private func reducedReference(_ model: String) throws -> ReducedReference? {
    try references.value(for: model) {
      try store.reducedReference(model: model, cache: cache, workers: workers).map {
        ReducedReference(statistics: $0.statistics, digest: $0.digest)
      }
    }
  }

  /// From the cache without reading, or from the pass that the statistics need anyway.
  private func featureDigest(_ model: String, _ dataset: String) throws -> String {
    let pair = Pair(model: model, dataset: dataset)
    return try digests.value(for: pair) {
      let features = try store.features(model: model, dataset: dataset)
      if let known = cache?.knownDigest(of: features) { return known }
      guard try labels(of: dataset).targets == nil,
        let reduced = try? store.reducedFeatures(
          model: model, dataset: dataset, cache: cache, workers: workers)
      else {
        // Features that cannot be reduced fail in their runs, with the reason.
        return try features.digest()
      }
      kept.put(pair, reduced)
      return reduced.digest
    }
  }
}
