import FeatureStore
import Published
import Tabular
import Wording

/// The accuracies of a sweep, reconciled with the names of the store before anything is computed.
struct TruthChoice {
  /// nil: the sweep records scores without correlations.
  let truth: GroundTruth?
  let reconciliation: TruthReconciliation?
  /// From names of the store to those of the truth, where they differ.
  let names: [String: String]
  let remarks: [String]

  /// No accuracies, and no remark on that.
  static let none = TruthChoice(truth: nil, reconciliation: nil, names: [:], remarks: [])

  private init(
    truth: GroundTruth?, reconciliation: TruthReconciliation?, names: [String: String],
    remarks: [String]
  ) {
    self.truth = truth
    self.reconciliation = reconciliation
    self.names = names
    self.remarks = remarks
  }

  /// - Throws: ``PlanError`` if names match nothing, unless the plan takes a part of the truth;
  ///   ``StoreError`` for a file that cannot be read.
  init(_ plan: Plan, _ store: FeatureStore, _ choice: InputChoice) throws {
    try NameMapping.check(plan, choice)
    let unused = NameMapping.remarks(plan, store)
    let read = try Self.read(plan, store)
    truth = read
    guard let read else {
      (reconciliation, names) = (nil, [:])
      remarks =
        unused + [
          "\(plan.storeName) holds no ground truth: scores are recorded, correlations stay empty; give "
            + "ground_truth: FILE.csv (model,dataset,accuracy) in the plan"
        ]
      return
    }
    let names = plan.names.filter { read.models.contains($1) || read.datasets.contains($1) }
    let pairs = choice.datasets.flatMap { dataset in
      (choice.models[dataset] ?? []).map {
        TruthReconciliation.Pair(model: $0, dataset: dataset)
      }
    }
    let known = Set(store.models + store.datasets)
    let found = TruthReconciliation(
      pairs: pairs, truth: read.without(store.models + store.datasets, names, keeping: pairs),
      names: names.filter { known.contains($0.key) })
    self.names = names
    reconciliation = found
    // If every pair of the store has an accuracy, further datasets are of no concern; a further model
    // may be one that the store has lost.
    let hasMismatch = !found.isComplete || !found.unknownModels.isEmpty
    guard hasMismatch, plan.truth.match == .complete else {
      remarks = read.remarks + unused + [found.paragraph.replacing("\n", with: " ")]
      return
    }
    throw PlanError(
      "\(plan.path): the accuracies do not match the store. "
        + "\(found.paragraph.replacing("\n", with: " ")) Map names with names: {...}, choose models and "
        + "datasets, or say truth: partial to correlate over what matches."
        + unused.map { " " + $0 }.joined())
  }

  private static func read(_ plan: Plan, _ store: FeatureStore) throws -> GroundTruth? {
    guard let name = plan.truth.file else {
      return try store.groundTruth(options: plan.truth.options)
    }
    return try GroundTruth.named(
      name, path: plan.groundTruthPath, options: plan.truth.options)
  }
}

extension GroundTruth {
  /// Without the accuracies of models and datasets that the store has, but the plan did not choose:
  /// they are no mismatch.
  fileprivate func without(
    _ known: [String], _ names: [String: String], keeping pairs: [TruthReconciliation.Pair]
  ) -> GroundTruth {
    func mapped(_ name: String) -> String { names[name] ?? name }
    let chosen = Set(pairs.flatMap { [mapped($0.model), mapped($0.dataset)] })
    let left = Set(known.map(mapped)).subtracting(chosen)
    return keeping { !left.contains($0.model) && !left.contains($0.dataset) }
  }
}
