import Foundation
import Ledger
import Sweep

/// Takes the evaluations that tasks have left in job folders into a ledger, and completes the runs
/// that lack nothing more.
///
/// What decides is which inputs an evaluation read, not who computed it: evaluations that several
/// attempts or jobs bring count once, and doing it again, or twice at the same time, changes nothing.
/// It may be killed at any moment. The tasks' ledgers are only read.
package final class Gathering {
  let ledger: LedgerStore
  let onFailure: OnFailure
  var summary = GatheringSummary()
  /// The runs of the experiment by setting and dataset.
  private var runs: [RunSpecification: [GatheredRun]] = [:]
  private(set) var all: [GatheredRun] = []
  private var waiting = 0

  /// Evaluations in memory before they are written.
  private static let batch = 20_000

  /// - Throws: a ledger's error.
  package init(_ ledger: LedgerStore, experiment: String, onFailure: OnFailure) throws {
    (self.ledger, self.onFailure) = (ledger, onFailure)
    let recorded = try ledger.runs(RunQuery(experiment: experiment, includesSuperseded: true))
    var reads: [String: [String: String]] = [:]
    for run in recorded {
      let digest = run.specification.inputDigest
      if reads[digest] == nil {
        let parts = try ledger.inputParts(of: digest) ?? [:]
        reads[digest] = InputParts(parts).read(by: run.specification.models)
      }
      // What is damaged is computed anew.
      let gathered = GatheredRun(run, reads: reads[digest] ?? [:]) {
        (try? ledger.evaluations(ofRun: run)) ?? []
      }
      all.append(gathered)
      runs[Self.key(run.specification), default: []].append(gathered)
    }
  }

  /// - Parameter ignoresFailures: models that failed are to be computed again.
  /// - Returns: what was taken, and what is still missing.
  package func gather(
    _ jobs: [JobFolder], ignoresFailures: Bool = false
  ) throws -> GatheringSummary {
    let retries = jobs.lastIndex { (try? $0.record())?.retriesFailed == true } ?? 0
    for (index, job) in jobs.enumerated() {
      for (_, paths) in job.publishedLedgers().sorted(by: { $0.key < $1.key }) {
        for path in paths {
          try take(path, withFailures: !ignoresFailures && index >= retries)
        }
      }
    }
    try write()
    try complete()
    summary.failed = all.reduce(0) { $0 + $1.failures.count }
    summary.missing = all.filter { $0.isOpen && $0.run.isCurrent }
      .reduce(0) { $0 + $1.missing.count }
    return summary
  }

  private func take(_ path: String, withFailures: Bool) throws {
    let source: TaskLedger
    do {
      source = try TaskLedger(path)
    } catch {
      summary.unreadable.append("\(error)")
      return
    }
    summary.ledgers += 1
    summary.cores.formUnion(source.cores)
    for evaluation in source.evaluations { add(evaluation.value, of: evaluation) }
    for failure in source.failures where withFailures {
      for target in targets(of: failure) where target.isOpen { target.add(failure.value) }
    }
    if waiting >= Self.batch { try write() }
  }

  private func add(_ evaluation: Evaluation, of found: TaskLedger.Found<Evaluation>) {
    let targets = targets(of: found)
    if targets.isEmpty { summary.foreign += 1 }
    for target in targets {
      guard let known = target.known[evaluation.model] else {
        guard target.isOpen else { continue }
        target.add(evaluation)
        summary.added += 1
        waiting += 1
        continue
      }
      switch known.agreement(with: EvaluationMark(evaluation)) {
      case .same: summary.same += 1
      case .rounding: summary.equalUpToRounding += 1
      case .different:
        summary.conflicts.append(
          "run \(target.run.id), model \"\(evaluation.model)\": \(found.path) has another result; "
            + "the one that was there first is kept")
      }
    }
  }

  /// The runs that an evaluation belongs to: of its setting, over its model, with its inputs.
  private func targets<Value>(of found: TaskLedger.Found<Value>) -> [GatheredRun] {
    (runs[Self.key(found.specification)] ?? []).filter { run in
      run.reads[found.model] != nil && run.reads[found.model] == found.reads
    }
  }

  /// Setting and dataset.
  static func key(_ specification: RunSpecification) -> RunSpecification {
    var key = specification
    (key.models, key.inputDigest) = ([], "")
    return key
  }

  private func write() throws {
    let parts = all.filter { !$0.pending.isEmpty }.map { ($0.run, $0.takePending()) }
    if !parts.isEmpty { try ledger.take(parts) }
    waiting = 0
  }
}
