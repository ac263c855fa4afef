import FeatureStatistics
import FeatureStore
import LinearAlgebra
import Tabular
import Transferability
import Wording

/// The whole story of a store: what will be used, what not and why, how labels are read, what agrees
/// with the accuracies, and what is wrong or surprising.
package struct StoreReport: Sendable {
  /// What is there, a line each.
  package let overview: [String]
  /// In the order in which the store was read.
  package let findings: [StoreFinding]
}

extension FeatureStore {
  /// Reads everything that a sweep would read once, and tells what it is.
  ///
  /// - Parameters:
  ///   - truth: the accuracies; nil: the store's own.
  ///   - names: the names that the truth has for models and datasets that are called otherwise here.
  ///   - logitsAre: what source-head outputs are; nil: what their values show.
  package func report(
    truth: GroundTruth? = nil, names: [String: String] = [:], logitsAre: SourceOutputs.Kind? = nil
  ) -> StoreReport {
    var check = StoreCheck(store: self, logitsAre: logitsAre)
    check.lookAtTruth(truth, names)
    check.lookAtUnused()
    for dataset in datasets {
      check.lookAtLabels(of: dataset)
      check.lookForLabels(of: dataset)
    }
    for model in models { check.lookAt(model) }
    return StoreReport(overview: check.overview(), findings: check.findings)
  }
}

/// One look through a store.
struct StoreCheck {
  let store: FeatureStore
  var findings: [StoreFinding] = []
  private var truthLines: [String] = []
  private var labelReadings: [String: [String]] = [:]
  private var rows: [String: Int] = [:]
  /// Pairs with a dead unit, and with most of the rescaled variance in dead units.
  private var deadPairs = (any: 0, most: 0, all: 0)
  /// Of the model that is looked at: the share of each dataset.
  private var deadShares: [Double] = []
  /// Of the model that is looked at: constant features of the datasets that have some, and D.
  private var constants: (counts: [Int], columns: Int) = ([], 0)

  private let logitsAre: SourceOutputs.Kind?

  init(store: FeatureStore, logitsAre: SourceOutputs.Kind?) {
    self.store = store
    self.logitsAre = logitsAre
  }

  mutating func add(_ severity: StoreFinding.Severity, _ place: String, _ message: String) {
    findings.append(StoreFinding(severity, place, message))
  }

  /// Notes an error as a finding, and goes on.
  mutating func attempt(_ place: String, _ body: (inout StoreCheck) throws -> Void) {
    do {
      try body(&self)
    } catch {
      add(.error, place, "\(error)")
    }
  }

  // MARK: - Truth and names

  mutating func lookAtTruth(_ given: GroundTruth?, _ names: [String: String]) {
    let truth: GroundTruth?
    do {
      truth = try given ?? store.groundTruth()
    } catch {
      return add(.error, "ground truth", "\(error)")
    }
    guard let truth else {
      return add(
        .note, store.location.description,
        "no accuracies in the store; give some: ground_truth: FILE.csv")
    }
    let others = Set(store.notChosen.map { names[$0] ?? $0 })
    let found = TruthReconciliation(
      pairs: store.pairs,
      // Accuracies of what was left out on purpose are no mismatch.
      truth: truth.keeping { !others.contains($0.model) && !others.contains($0.dataset) },
      names: names)
    let lines = found.paragraph.split(separator: "\n").map(String.init)
    truthLines = Array(lines.prefix(1))
    for line in lines.dropFirst() { add(.warning, "accuracies", line) }
    for remark in truth.remarks { add(.note, "accuracies", remark) }
  }

  mutating func lookAtUnused() {
    for item in store.unused {
      add(item.isSpare ? .note : .error, item.place, "is not used: \(item.reason)")
    }
    for sentence in store.strangers { add(.note, store.location.description, sentence) }
    for sentence in store.ignoredInVain(on: store.datasets) {
      add(.warning, store.location.description, sentence)
    }
    for model in store.models {
      let without = store.datasets.filter { !store.hasFeatures(model: model, dataset: $0) }
      if !without.isEmpty {
        add(
          .warning, "model \(model)",
          "has no features on \(listed(without)); a plan over all of them needs missing: skip")
      }
    }
  }

  // MARK: - Labels

  mutating func lookAtLabels(of dataset: String) {
    attempt("dataset \(dataset)") { check in
      let labels = try check.store.labels(of: dataset)
      check.rows[dataset] = labels.count
      check.labelReadings[check.readingText(labels), default: []].append(dataset)
      for doubt in labels.doubts { check.add(.warning, "dataset \(dataset)", doubt) }
      try check.look(at: labels, dataset)
    }
  }

  /// Pairs that have no labels, where others of the dataset have some.
  mutating func lookForLabels(of dataset: String) {
    let failures = store.pairsWithoutLabels(on: dataset)
    for (model, reason) in failures { add(.error, "\(model) on \(dataset)", reason) }
  }

  private func readingText(_ labels: Labels) -> String {
    guard let targets = labels.targets else { return labels.reading }
    return "\(labels.reading) (\(targets.columns == 1 ? "1 target" : "\(targets.columns) targets"))"
  }

  private mutating func look(at labels: Labels, _ dataset: String) throws {
    guard labels.targets == nil else { return }
    guard labels.count > 0 else { throw StoreError("it has 0 rows") }
    let counts = labels.counts
    if labels.classCount < 2 {
      add(
        .error, "dataset \(dataset)",
        "all \(labels.count) labels are of one class; at least 2 classes are needed")
    }
    let single = counts.indices.filter { counts[$0] == 1 }.map { labels.values[$0] }
    if !single.isEmpty {
      add(
        .warning, "dataset \(dataset)",
        "\(single.count == 1 ? "1 class has" : "\(single.count) classes have") one sample only: label"
          + " \(listed(single))")
    }
  }

  // MARK: - Models

  mutating func lookAt(_ model: String) {
    var reference: ReferenceStatistics?
    attempt("reference of \(model)") { check in
      reference = try check.store.reference(model: model)
      if reference == nil {
        check.add(
          .warning, "model \(model)",
          "no reference features: PED's rescaling needs them (or rescale: target)")
      }
    }
    deadShares = []
    constants = ([], 0)
    for dataset in store.datasets where store.hasFeatures(model: model, dataset: dataset) {
      let place = "\(model) on \(dataset)"
      attempt(place) { check in
        try check.lookAtFeatures(model, dataset, reference, place)
      }
      attempt(place) { check in try check.lookAtLogits(model, dataset, place) }
    }
    addConstants(of: model)
    if let text = DeadUnits.text(shares: deadShares) { add(.warning, "model \(model)", text) }
  }

  private mutating func addConstants(of model: String) {
    guard let least = constants.counts.min(), let most = constants.counts.max() else { return }
    let range = least == most ? "\(most)" : "\(least) to \(most)"
    add(
      .note, "model \(model)",
      "\(range) of \(constants.columns) features \(most == 1 ? "is" : "are") constant on"
        + " \(counted(constants.counts.count, "dataset"))")
  }

  private mutating func lookAtFeatures(
    _ model: String, _ dataset: String, _ reference: ReferenceStatistics?, _ place: String
  ) throws {
    // Without labels the features are looked at all the same.
    let labels = try? store.labels(model: model, dataset: dataset)
    let features =
      try labels != nil
      ? store.features(model: model, dataset: dataset)
      : store.allFeatures(model: model, dataset: dataset)
    guard features.rows > 0 else { throw StoreError("the features have 0 rows") }
    let look = try FeatureLook(features, classes: labels?.classes ?? [])
    for (severity, message) in look.findings { add(severity, place, message) }
    if look.constantCount > 0 {
      constants = (constants.counts + [look.constantCount], features.columns)
    }
    guard let variances = look.variances, let reference else { return }
    guard reference.mean.count == variances.count else {
      throw StoreError(
        "\(variances.count) dimensions, but the reference has \(reference.mean.count)")
    }
    let deadUnits = DeadUnits(variances: variances, reference: reference)
    deadPairs.all += 1
    guard deadUnits.count > 0 else { return }
    deadPairs.any += 1
    if deadUnits.share > 0.5 { deadPairs.most += 1 }
    deadShares.append(deadUnits.share)
  }

  private mutating func lookAtLogits(_ model: String, _ dataset: String, _ place: String) throws {
    guard store.hasLogits(model: model, dataset: dataset),
      let logits = try store.logits(model: model, dataset: dataset)
    else { return }
    guard logits.columns > 0 else { throw StoreError("the logits have 0 columns") }
    let outputs = SourceOutputs(logits, kind: logitsAre)
    if let doubt = try outputs.rowDoubt { add(.warning, place, doubt) }
    if let reading = try outputs.recognisedReading {
      add(.warning, place, reading)
    } else if let position = try logits.firstNotFinite() {
      throw StoreError("logits: \(position.sentence)")
    }
  }

  // MARK: - Overview

  /// What is there and will be used, in the order in which a reader asks.
  func overview() -> [String] {
    var lines = [
      "\(counted(store.models.count, "model")), \(counted(store.datasets.count, "dataset")),"
        + " \(counted(store.pairs.count, "pair")) with features"
    ]
    lines += truthLines
    for (reading, datasets) in labelReadings.sorted(by: { $0.value[0] < $1.value[0] }) {
      lines.append("labels of \(listed(datasets)) \(reading)")
    }
    if deadPairs.any > 0 {
      lines.append(
        "units that are dead on the reference: in \(deadPairs.any) of \(deadPairs.all) pairs; they"
          + " carry more than half of the rescaled variance in \(deadPairs.most)")
    }
    return lines
  }
}
