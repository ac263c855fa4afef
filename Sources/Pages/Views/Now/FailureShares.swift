import Conditions
import Findings
import Ledger
import Wording

/// Where failures gather: of each value of a parameter the share of its runs that failed, where that is
/// well above the share of all.
struct FailureShares {
  private struct Share {
    let column: String
    let value: ExpressionValue
    let failed: Int
    let all: Int
  }

  private let shares: [Share]
  private let overall: Double

  /// As many as one reads.
  private static let most = 12
  /// Times the share of all runs.
  private static let factor = 1.5
  private static let columns = ["dataset", "metric", "motion", "seed"] + PEDParameters.numericNames

  init(_ experiment: String, _ ledger: LedgerStore) throws {
    let counts = try ledger.counts(
      RunQuery(experiment: experiment), of: Self.columns, having: .failed)
    var all = (failed: 0, runs: 0)
    var found: [Share] = []
    for column in Self.columns {
      let values = counts[column, default: [:]]
      all = values.values.reduce(into: (0, 0)) { sum, count in
        sum = (sum.0 + count.having, sum.1 + count.runs)
      }
      guard values.count > 1 else { continue }
      found += values.map { value, count in
        Share(column: column, value: value, failed: count.having, all: count.runs)
      }
    }
    let overall = all.runs > 0 ? Double(all.failed) / Double(all.runs) : 0
    self.overall = overall
    shares = found.filter { share in
      share.value != .missing && Double(share.failed) > Self.factor * overall * Double(share.all)
    }.sorted { left, right in
      let (a, b) = (
        Double(left.failed) / Double(left.all), Double(right.failed) / Double(right.all)
      )
      return (b, left.column, left.value.words) < (a, right.column, right.value.words)
    }
  }

  func html(_ state: PageState) -> HTML {
    guard !shares.isEmpty else { return "" }
    let rows = shares.prefix(Self.most).map { share -> [PageTable.Cell] in
      let runs = state.on(.runs) {
        $0[.condition] =
          "status = 'failed' and \(ConditionText.equality(share.column, share.value))"
      }
      let name = "\(PEDParameters.spoken(share.column)) \(share.value.words)"
      return [
        .link(name, runs.address), .number("\(share.failed) of \(share.all)"),
        .number(Typeset.fixed(100 * Double(share.failed) / Double(share.all), 0) + " %"),
      ]
    }
    return PageTable(
      caption: "Where failures gather (of all runs \(Typeset.fixed(100 * overall, 0)) % failed)",
      header: ["runs with", "failed", "share"], rows: Array(rows)
    ).html
  }
}
