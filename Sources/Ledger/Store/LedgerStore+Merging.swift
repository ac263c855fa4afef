import GRDB

/// What merging another ledger did.
package struct MergeSummary: Sendable, Equatable {
  package var added = 0
  /// The same result was there already.
  package var same = 0
  /// Ids of runs whose result here differs from the other ledger's; ours is kept.
  package var conflicts: [String] = []
}

extension LedgerStore {
  /// Adds the finished runs of another ledger, with their experiments and provenance. Doing it
  /// again changes nothing.
  package func merge(_ other: LedgerStore) throws -> MergeSummary {
    var summary = MergeSummary()
    for experiment in try other.experiments() {
      let runs = try other.runs(RunQuery(experiment: experiment, status: .finished))
      guard !runs.isEmpty else { continue }
      let provenance = try other.provenance(ofExperiment: experiment)
      var submissions: [Provenance?: Int64] = [:]
      for start in stride(from: 0, to: runs.count, by: 256) {
        let part = Array(runs[start..<min(start + 256, runs.count)])
        let evaluations = try other.evaluations(of: part)
        for run in part {
          let origin = try other.provenance(ofRun: run) ?? provenance
          try merge(run, evaluations[run.id] ?? [], experiment, origin, &submissions, &summary)
        }
      }
    }
    return summary
  }

  private func merge(
    _ run: RecordedRun, _ evaluations: [Evaluation], _ experiment: String, _ origin: Provenance?,
    _ submissions: inout [Provenance?: Int64], _ summary: inout MergeSummary
  ) throws {
    guard let correlations = run.correlations else { return }
    let result = RunResult(
      evaluations: evaluations, correlations: correlations, seconds: run.seconds ?? 0)
    if let here = try finished(run.specification.identity) {
      let isMember = try runs(experiment, contain: here)
      if isMember {
        let ours = try self.evaluations(ofRun: here)
        if Self.agree(ours, evaluations) && here.correlations == run.correlations {
          summary.same += 1
        } else {
          summary.conflicts.append(here.id)
        }
        return
      }
    }
    guard let origin else { return }
    let submission = try submissions[origin] ?? registerExperiment(experiment, provenance: origin)
    submissions[origin] = submission
    let queued = try enqueue([run.specification], submission: submission, retryFailed: true)
    if queued.queued == 1 {
      try finish(claimQueued(run.specification, submission), result)
      summary.added += 1
    } else if let here = try finished(run.specification.identity) {
      let ours = try self.evaluations(ofRun: here)
      if Self.agree(ours, evaluations) {
        summary.same += 1
      } else {
        summary.conflicts.append(here.id)
      }
    }
  }

  private func finished(_ identity: String) throws -> RecordedRun? {
    try read { db in
      let number = try Int64.fetchOne(
        db, sql: "SELECT run FROM runs WHERE identity = ? AND status = 'finished'",
        arguments: [identity])
      return try number.flatMap { try RunReader(db).runs(numbers: [$0]).first?.1 }
    }
  }

  private func runs(_ experiment: String, contain run: RecordedRun) throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM memberships JOIN experiments USING (experiment)
            JOIN runs USING (run) WHERE name = ? AND identity >= ? AND identity < ?)
          """, arguments: [experiment, run.id, run.id + "g"]) ?? false
    }
  }

  private func claimQueued(
    _ specification: RunSpecification, _ submission: Int64
  ) throws -> ClaimedRun {
    try write { db in
      let run = try Int64.fetchOne(
        db, sql: "SELECT run FROM runs WHERE identity = ?", arguments: [specification.identity])
      return ClaimedRun(
        specification: specification, id: String(specification.identity.prefix(12)), run: run ?? 0,
        worker: 0)
    }
  }

  /// Equal to the bit, but for the time that they took.
  private static func agree(_ a: [Evaluation], _ b: [Evaluation]) -> Bool {
    func timeless(_ evaluations: [Evaluation]) -> [Evaluation] {
      evaluations.map { evaluation in
        var copy = evaluation
        copy.seconds = 0
        return copy
      }
    }
    return timeless(a) == timeless(b)
  }
}
