import Conditions
import Findings
import Ledger

/// All that is recorded of a run: a row of `pedlab runs --json`, and what is no column.
struct RunDocument {
  let run: RecordedRun
  let marks: RunMarks?
  let evaluations: [Evaluation]
  let failures: [EvaluationFailure]
  let provenance: Provenance?
  let log: String?

  init(_ run: RecordedRun, in store: LedgerStore) throws {
    self.run = run
    marks = try store.marks(of: [run])[run.id]
    evaluations = try store.evaluations(ofRun: run)
    failures = try store.failures(ofRun: run)
    provenance = try store.provenance(ofRun: run)
    log = try store.log(of: run.address)
  }

  /// PED's parameters without a column of their own, at whatever value; null without PED.
  private var switches: JSONValue {
    let switches = RunRows.switches(of: run)
    return switches.isEmpty ? .null : .object(switches.map { ($0.name, .text($0.text)) })
  }

  /// What `pedlab show --json` prints.
  func json() throws -> JSONValue {
    let columns = RunColumn.all.map(\.name)
    let table = RunTable(runs: [run], marks: marks.map { [run.id: $0] } ?? [:])
    let values = columns.map { RunTable.exact(table.value($0, of: run), of: $0) }
    guard case .object(let members) = RunTable.json(values, of: columns) else { return .null }
    return .object(
      members + [
        ("model_names", .array(run.specification.models.map { .text($0) })),
        ("value_by_switch", switches), ("input_digest", .text(run.specification.inputDigest)),
        ("evaluations", try JSONTreeEncoder.value(of: evaluations)),
        ("failures", try JSONTreeEncoder.value(of: failures)),
        ("provenance", try JSONTreeEncoder.value(of: provenance)),
        ("log", .optional(log)),
      ])
  }
}
