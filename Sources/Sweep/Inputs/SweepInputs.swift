import FeatureStatistics
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
  /// Where features and labels are read from.
  package let store: FeatureStore
  /// The datasets that are scored, in the order of the plan or the store.
  package let datasets: [String]
  /// Models with features, by dataset, sorted.
  package let models: [String: [String]]
  /// The accuracies; nil without any.
  package let groundTruth: GroundTruth?
  /// How the names of store and truth fit together; nil without a truth.
  package let reconciliation: TruthReconciliation?
  /// What the user should know before the sweep starts.
  package let remarks: [String]
  /// Whether something looks like a model, a dataset or features and is not used.
  package let hasProblems: Bool
  /// The name that the accuracies have for a model or a dataset that is called otherwise here.
  let truthNames: [String: String]
  let references = OnceCache<String, ReducedReference?>()
  /// By dataset: plans of many settings ask often, and each answer is a look into the file.
  let modelsWithNeeds = OnceCache<NeedKey, [String]>()
  /// By name, then by model.
  let modelAttributes = OnceCache<String, [String: Double]>()
  let outputs = OnceCache<Pair, SourceOutputs?>()
  let logitsAre: SourceOutputs.Kind?
  let cache: StatisticsCache?
  let workers: Int
  /// Whether a metric of the plan reads the scatter within classes: the pass is to make it.
  let readsScatter: Bool
  let digests = OnceCache<Pair, String>()
  /// What was computed for the digests and not yet asked for.
  let kept: KeptValues<ReducedFeatures>
  /// The samples of rows that the plan asks for.
  let samples: [RowSample]
  /// What the samples need of the pairs that were read for their digests.
  let keptRows: KeptValues<KeptRows>
  let poolDigests = OnceCache<[String], String>()
  /// What the rows of the features that were read showed.
  let knownRows = KnownRows()
  /// How far ``featureDigest(_:_:)`` is.
  let reading: ReadingProgress

  struct Pair: Hashable {
    let model: String
    let dataset: String
  }

  struct NeedKey: Hashable {
    let needs: [MetricNeed]
    let dataset: String
  }

  /// Bytes that are kept at most, whatever the limit.
  private static let (mostStatistics, mostRows) = (256_000_000, 1_000_000_000)

  /// - Parameters:
  ///   - cache: statistics of earlier sweeps; nil to read everything.
  ///   - workers: threads that read.
  ///   - readsTruth: without it there are no accuracies, and no remark on them.
  ///   - reading: is told what is read.
  ///   - memoryLimit: bytes that the sweep may take: an eighth of them at most is for statistics that
  ///     were computed before they are needed, another for rows of samples; what does not fit is read again.
  /// - Throws: ``PlanError`` for names that the store does not have, for what cannot be used (unless
  ///   the plan skips it), and for accuracies that do not match (unless the plan takes a part);
  ///   ``StoreError`` for files that cannot be read.
  package init(
    _ plan: Plan, cache: StatisticsCache? = nil, workers: Int = 2, memoryLimit: Int = .max,
    readsTruth: Bool = true,
    reading: ReadingProgress = ReadingProgress()
  ) throws {
    let store = try FeatureStore(plan.storeLocation, plan.storeOptions)
    let choice = try InputChoice(plan, store)
    let truth = try readsTruth ? TruthChoice(plan, store, choice) : TruthChoice.none
    self.store = store
    self.cache = cache
    logitsAre = plan.logitsAre
    self.workers = workers
    readsScatter = plan.metrics.contains {
      MetricCatalog.entry(named: $0.value)?.readsScatter ?? true
    }
    self.reading = reading
    kept = KeptValues(limit: min(Self.mostStatistics, memoryLimit / 8), size: \.byteCount)
    samples = plan.samples.compactMap { $0 }
    keptRows = KeptValues(limit: min(Self.mostRows, memoryLimit / 8), size: \.byteCount)
    datasets = choice.datasets
    models = choice.models
    hasProblems = choice.hasProblems
    groundTruth = truth.truth
    reconciliation = truth.reconciliation
    truthNames = truth.names
    remarks = choice.remarks + store.strangers + truth.remarks
  }

  /// Bytes of what was read for the digests and waits to be used.
  var waitingBytes: Int { kept.total + keptRows.total }

  /// The same of a model on a dataset.
  func waitingBytes(_ model: String, _ dataset: String) -> Int {
    let pair = Pair(model: model, dataset: dataset)
    return kept.bytes(of: pair) + keptRows.bytes(of: pair)
  }

  /// - Throws: ``PlanError`` if settings rescale by references that a model does not have.
  package func checkReferences(_ settings: [SweepSetting]) throws {
    guard settings.contains(where: \.readsReference) else { return }
    for model in Set(models.values.joined()).sorted() where try reference(model) == nil {
      throw PlanError(
        "\(store.location.description): the model \"\(model)\" has no reference features, which "
          + "PED rescales by; \(store.referenceRemedy(model: model)), or set ped.rescale: target or "
          + "none, or motion: none")
    }
  }

  /// The models that a metric can score on a dataset: those that have what it reads beside features
  /// and labels.
  package func models(scoredBy metric: String, on dataset: String) throws -> [String] {
    let all = models[dataset] ?? []
    let needs = MetricNeed.of(metric)
    guard !needs.isEmpty else { return all }
    let scored = try modelsWithNeeds.value(for: NeedKey(needs: needs, dataset: dataset)) {
      try all.filter { model in try needs.allSatisfy { try has($0, model, dataset) } }
    }
    guard scored.isEmpty else { return scored }
    let lacking =
      try needs.first { need in try !all.contains { try has(need, $0, dataset) } } ?? needs[0]
    throw PlanError(
      "\(store.location.description): \(metric) needs \(lacking.noun), which no model has on "
        + "\"\(dataset)\"; add \(lacking.place(dataset)) or leave \(metric) out")
  }

  /// By model, under the names of the store.
  package func accuracies(on dataset: String) -> [String: Double] {
    var accuracies: [String: Double] = [:]
    for model in models[dataset] ?? [] {
      accuracies[model] = accuracy(model: model, dataset: dataset)
    }
    return accuracies
  }

  /// The accuracies of the models and datasets of the plan alone; nil if there are none at all.
  package var usedTruth: GroundTruth? {
    let used = models.flatMap { dataset, models in
      models.map { [truthNames[$0] ?? $0, truthNames[dataset] ?? dataset] }
    }
    let pairs = Set(used)
    return groundTruth?.keeping { pairs.contains([$0.model, $0.dataset]) }
  }

  /// nil if the truth has none.
  func accuracy(model: String, dataset: String) -> Double? {
    groundTruth?.accuracy(
      model: truthNames[model] ?? model, dataset: truthNames[dataset] ?? dataset)
  }
}
