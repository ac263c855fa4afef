import ArgumentParser
import Findings
import Ledger
import Sweep

/// What `--json` prints.
struct ReproductionDocument: Encodable {
  struct Value: Encodable {
    let value: String
    let recorded: String
    let recomputed: String
  }

  let run: String
  let identical: Bool
  let inputsUnchanged: Bool
  let inputsChanged: [String]
  let inputsGone: [String]
  let values: Int
  let differences: [Value]
  let environment: [String: [String]]

  init(_ found: Reproduction) {
    run = found.run.id
    identical = found.isIdentical
    inputsUnchanged = found.areInputsSame
    (inputsChanged, inputsGone) = (found.changed, found.gone)
    values = found.values
    differences = found.differences.map {
      Value(value: $0.name, recorded: $0.recorded.exact, recomputed: $0.recomputed.exact)
    }
    environment = Dictionary(
      found.environment.map { ($0.name, [$0.recorded, $0.now]) }
    ) { first, _ in first }
  }
}
