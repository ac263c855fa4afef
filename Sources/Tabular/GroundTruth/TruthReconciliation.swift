import Wording

/// How the names of a store and of a ground truth fit together, before anything is computed.
package struct TruthReconciliation: Sendable, Equatable {
  /// A name without a counterpart.
  package struct Unmatched: Sendable, Equatable {
    /// The name that has no counterpart.
    package let name: String
    /// The name on the other side that was probably meant; nil if none is near.
    package let nearest: String?

    package init(name: String, nearest: String?) {
      self.name = name
      self.nearest = nearest
    }
  }

  /// A model on a dataset.
  package struct Pair: Sendable, Hashable {
    /// The model.
    package let model: String
    /// The dataset.
    package let dataset: String

    package init(model: String, dataset: String) {
      self.model = model
      self.dataset = dataset
    }
  }

  /// The name of the ground truth.
  package let truth: String
  /// What the store has.
  package let modelCount: Int
  /// Datasets of the store.
  package let datasetCount: Int
  /// Pairs of the store.
  package let pairCount: Int
  /// Models and datasets of the store that have at least one accuracy, in the store's order.
  package let matchedModels: [String]
  /// Datasets that have an accuracy.
  package let matchedDatasets: [String]
  /// Pairs that have an accuracy.
  package let matchedPairs: [Pair]
  /// Pairs of the store without an accuracy, though their model and dataset have some.
  package let pairsWithoutAccuracy: [Pair]
  /// Names of the store that the ground truth does not have.
  package let modelsWithoutAccuracy: [Unmatched]
  /// Datasets of the store that the accuracies do not name.
  package let datasetsWithoutAccuracy: [Unmatched]
  /// Names of the ground truth that the store does not have.
  package let unknownModels: [Unmatched]
  /// Datasets of the accuracies that the store does not have.
  package let unknownDatasets: [Unmatched]
  /// Names that `names` maps, of which the store has none.
  package let unusedNames: [Unmatched]

  /// Whether each pair of the store has an accuracy.
  package var isComplete: Bool { matchedPairs.count == pairCount }

  /// - Parameters:
  ///   - pairs: what the store has, each pair once.
  ///   - names: the name in the ground truth of a model or dataset that is called otherwise in the
  ///     store.
  ///
  /// Cost: O(pairs), and an edit distance for each of the first unmatched names.
  package init(pairs: [Pair], truth: GroundTruth, names: [String: String] = [:]) {
    let known = Set(truth.entries.map { Pair(model: $0.model, dataset: $0.dataset) })
    func mapped(_ name: String) -> String { names[name] ?? name }
    let models = Self.unique(pairs.map(\.model))
    let datasets = Self.unique(pairs.map(\.dataset))
    let truthModels = Self.unique(truth.entries.map(\.model))
    let truthDatasets = Self.unique(truth.entries.map(\.dataset))
    let matched = pairs.filter {
      known.contains(Pair(model: mapped($0.model), dataset: mapped($0.dataset)))
    }
    let withModel = Set(matched.map(\.model))
    let withDataset = Set(matched.map(\.dataset))

    self.truth = truth.name
    modelCount = models.count
    datasetCount = datasets.count
    pairCount = pairs.count
    matchedPairs = matched
    matchedModels = models.filter(withModel.contains)
    matchedDatasets = datasets.filter(withDataset.contains)
    let matchedPairSet = Set(matched)
    pairsWithoutAccuracy = pairs.filter {
      !matchedPairSet.contains($0) && withModel.contains($0.model)
        && withDataset.contains($0.dataset)
    }
    let ours = NameComparison(ours: models, theirs: truthModels, mapped: mapped)
    modelsWithoutAccuracy = ours.withoutCounterpart(
      models.filter { !withModel.contains($0) })
    unknownModels = ours.unknown
    let oursOfDatasets = NameComparison(ours: datasets, theirs: truthDatasets, mapped: mapped)
    datasetsWithoutAccuracy = oursOfDatasets.withoutCounterpart(
      datasets.filter { !withDataset.contains($0) })
    unknownDatasets = oursOfDatasets.unknown
    let all = models + datasets
    unusedNames = names.keys.sorted().filter { !all.contains($0) }.map {
      Unmatched(name: $0, nearest: NearestName.of($0, among: all))
    }
  }

  private static func unique(_ names: [String]) -> [String] {
    var known: Set<String> = []
    return names.filter { known.insert($0).inserted }
  }
}
