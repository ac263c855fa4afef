import Conditions
import Findings
import Ledger
import Sweep

/// What `--json` prints.
struct ReproductionDocument: Encodable {
  /// A value that was recorded, and what it is now.
  struct Change: Encodable {
    let field: String
    let recorded: ExpressionValue
    let recomputed: ExpressionValue
  }

  let run: String
  let identical: Bool
  let inputsUnchanged: Bool
  let inputsChanged: [String]
  let inputsGone: [String]
  let valuesCompared: Int
  let changes: [Change]
  let environment: [Change]

  init(_ found: Reproduction) {
    run = found.run.id
    identical = found.isIdentical
    inputsUnchanged = found.areInputsSame
    (inputsChanged, inputsGone) = (found.changed, found.gone)
    valuesCompared = found.values
    changes = found.differences.map {
      Change(field: $0.name, recorded: $0.recorded, recomputed: $0.recomputed)
    }
    environment = found.environment.map {
      Change(field: $0.name, recorded: .text($0.recorded), recomputed: .text($0.now))
    }
  }
}
