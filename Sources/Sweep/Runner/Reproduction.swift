import Conditions
import FeatureStore
import Foundation
import Ledger

/// A recorded run, computed again from what the ledger holds of it, and compared value by value.
package struct Reproduction: Sendable {
  /// A value that is not what it was.
  package struct Difference: Sendable, Equatable {
    /// What the value is of, such as "score of resnet50".
    package let name: String
    /// What the ledger has.
    package let recorded: ExpressionValue
    /// What was computed now.
    package let recomputed: ExpressionValue
  }

  package let run: RecordedRun
  /// Inputs that are no longer there: nothing was recomputed.
  package let gone: [String]
  /// Inputs that are not what they were; empty also where only the digest over all is known.
  package let changed: [String]
  /// Whether the digest over all inputs is the recorded one.
  package let areInputsSame: Bool
  /// How many values were compared.
  package let values: Int
  /// The values that are not bit-identical.
  package let differences: [Difference]
  /// What of program, libraries and host is not as it was: name, then, now.
  package let environment: [(name: String, recorded: String, now: String)]

  /// Whether nothing is gone, no input has changed, and all values are the same bits.
  package var isIdentical: Bool { gone.isEmpty && areInputsSame && differences.isEmpty }
}

/// Computes recorded runs again.
package struct Reproducer: Sendable {
  let ledger: LedgerStore
  let workers: Int
  /// Where relative paths of the plan start, if not at the plan's folder of then.
  let folder: String?

  package init(ledger: LedgerStore, workers: Int, folder: String? = nil) {
    self.ledger = ledger
    self.workers = workers
    self.folder = folder
  }

  /// - Parameter now: where numbers that are computed now come from.
  /// - Throws: ``ReproductionError`` for a run without result or plan; ``StoreError``,
  ///   ``PlanError`` or ``LedgerError`` if the inputs cannot be read at all.
  package func reproduce(
    _ run: RecordedRun, now: (Plan) -> Provenance
  ) async throws -> Reproduction {
    guard run.status == .finished || run.status == .failed else {
      throw ReproductionError(
        "run \(run.id) is \(run.status.rawValue): it has no result that could be reproduced.")
    }
    guard let then = try ledger.provenance(ofRun: run) else {
      throw ReproductionError(
        "the ledger does not say which plan run \(run.id) came from; it cannot be recomputed.")
    }
    let plan = try plan(of: run, then)
    let gone = try missing(run.specification, plan)
    guard gone.isEmpty else {
      return Reproduction(
        run: run, gone: gone, changed: [], areInputsSame: false, values: 0, differences: [],
        environment: Self.environment(then, now(plan)))
    }
    let inputs = try SweepInputs(plan)
    let (isSame, changed) = try compareInputs(run.specification, inputs)
    let provenance = now(plan)
    let recorded = run.values(
      try ledger.evaluations(ofRun: run), failures: try ledger.failures(ofRun: run))
    let recomputed = try await compute(run, inputs, provenance)
    return Reproduction(
      run: run, gone: [], changed: changed, areInputsSame: isSame,
      values: Set(recorded.map(\.name)).union(recomputed.map(\.name)).count,
      differences: Self.differences(recorded, recomputed),
      environment: Self.environment(then, provenance))
  }

  /// The plan as it was resolved, for the models and the dataset of the run alone.
  private func plan(of run: RecordedRun, _ then: Provenance) throws -> Plan {
    let start = then.workingFolder ?? FileManager.default.currentDirectoryPath
    let written = then.planPath.hasPrefix("/") ? then.planPath : "\(start)/\(then.planPath)"
    let name = URL(fileURLWithPath: written).lastPathComponent
    var plan = try Plan.parse(
      then.resolvedPlan, path: folder.map { "\($0)/\(name)" } ?? written)
    let place = PlanPlace.line(file: plan.path, line: 1)
    plan.models = run.specification.models.map { Plan.Located(value: $0, place: place) }
    // What the run was over is known: what else the store has or lacks does not matter.
    (plan.missing, plan.truth.match) = (.skip, .partial)
    plan.datasets = [Plan.Located(value: run.specification.dataset, place: place)]
    return plan
  }

  private func missing(_ specification: RunSpecification, _ plan: Plan) throws -> [String] {
    var gone: [String] = []
    if let truth = plan.groundTruthPath, !FileManager.default.fileExists(atPath: truth) {
      gone.append("the ground truth \(truth)")
    }
    if case .file(let path) = plan.storeLocation, !FileManager.default.fileExists(atPath: path) {
      return gone + ["the store \(path)"]
    }
    let store = try FeatureStore(plan.storeLocation, plan.storeOptions)
    guard store.datasets.contains(specification.dataset) else {
      return gone + ["the dataset \(specification.dataset) of \(plan.storeName)"]
    }
    let models = specification.models.filter {
      !store.hasFeatures(model: $0, dataset: specification.dataset)
    }
    return gone
      + models.map { "the features of \($0) on \(specification.dataset) in \(plan.storeName)" }
  }

  private func compareInputs(
    _ specification: RunSpecification, _ inputs: SweepInputs
  ) throws -> (Bool, [String]) {
    let (dataset, models) = (specification.dataset, specification.models)
    let digest = try inputs.digest(of: dataset, models: models, metric: specification.metric)
    guard digest != specification.inputDigest else { return (true, []) }
    guard let before = try ledger.inputParts(of: specification.inputDigest) else {
      return (false, [])
    }
    let parts = try inputs.parts(
      of: dataset, models: models, metric: specification.metric)
    let after = Dictionary(uniqueKeysWithValues: parts.map { ($0.name, $0.digest) })
    return (false, LedgerStore.differences(before, after))
  }

  /// Computes one run exactly as a sweep does, into a ledger that is thrown away.
  private func compute(
    _ original: RecordedRun, _ inputs: SweepInputs, _ provenance: Provenance
  ) async throws -> [RunValue] {
    let specification = original.specification
    // A finished run with failures had left them out.
    let onFailure: OnFailure = original.status == .finished ? .leaveOut : .fail
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("pedlab-reproduce-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let store = try LedgerStore(path: scratch.appendingPathComponent("ledger.sqlite").path)
    let submission = try store.registerExperiment("reproduction", provenance: provenance)
    _ = try store.enqueue([specification], submission: submission)
    let memory = MachineLimits.current().memory / 2
    _ = try await SweepRunner(
      inputs: inputs, ledger: store, submission: submission,
      options: SweepRunner.Options(
        workers: workers, memoryLimit: memory, failFast: false, onFailure: onFailure),
      stop: StopFlag()
    ) { _ in }.run()
    let run = try store.run(specification.identity)
    return run.values(
      try store.evaluations(ofRun: run), failures: try store.failures(ofRun: run))
  }

  private static func differences(
    _ recorded: [RunValue], _ recomputed: [RunValue]
  ) -> [Reproduction.Difference] {
    let before = Dictionary(recorded.map { ($0.name, $0) }) { first, _ in first }
    let after = Dictionary(recomputed.map { ($0.name, $0) }) { first, _ in first }
    let names = recorded.map(\.name) + recomputed.map(\.name).filter { before[$0] == nil }
    return names.compactMap { name in
      let (then, now) = (
        before[name] ?? RunValue(name, .missing), after[name] ?? RunValue(name, .missing)
      )
      guard !then.isIdentical(to: now) else { return nil }
      return Reproduction.Difference(name: name, recorded: then.value, recomputed: now.value)
    }
  }

  private static func environment(
    _ then: Provenance, _ now: Provenance
  ) -> [(name: String, recorded: String, now: String)] {
    var pairs = [
      ("code version", then.codeVersion, now.codeVersion), ("host", then.host, now.host),
    ]
    for name in Set(then.libraries.keys).union(now.libraries.keys).sorted() {
      pairs.append((name, then.libraries[name] ?? "", now.libraries[name] ?? ""))
    }
    return pairs.filter { $0.1 != $0.2 }.map { (name: $0.0, recorded: $0.1, now: $0.2) }
  }
}

/// A run that cannot be recomputed, as a sentence.
package struct ReproductionError: Error, CustomStringConvertible, Sendable {
  package let description: String

  init(_ description: String) { self.description = description }
}
