import Conditions
import Findings
import Ledger
import Wording

/// Runs that agree in some columns: how many, and the mean of the value with its deviation.
struct RunGroups {
  private let request: RunsRequest
  private let groups: [RunGroup]
  private let value: ResultValue

  private static let pageSize = 200

  init(_ request: RunsRequest, _ ledger: LedgerStore) throws {
    self.request = request
    value = request.state.value
    groups = try ledger.groups(request.query, by: request.groups, of: value.name)
  }

  func html() throws -> HTML {
    let state = request.state
    let pages = try PageTurning(state, size: Self.pageSize, total: groups.count)
    let rows = groups.dropFirst(pages.from).prefix(Self.pageSize).map { group -> [PageTable.Cell] in
      let keys = group.keys.enumerated().map { place, key -> PageTable.Cell in
        let words = key == .missing ? "—" : key.words
        return place == 0 ? .link(words, members(group).address) : .text(words)
      }
      return keys + [
        .number("\(group.runs)"), .number(mean(group)), .number("\(group.count)"),
      ]
    }
    let table = PageTable(
      caption:
        "Runs by \(listed(request.groups)): \(value.title), mean ± standard deviation over runs (n)",
      header: request.groups.map { HTML("\($0)") } + ["runs", "\(value.brief)", "n"],
      rows: Array(rows))
    return Choices.values(state).html
      + "<p class=\"count\">\(pages.extent("group")) \(pages.links)</p>" + table.html
  }

  /// "0.512 ± 0.031"
  private func mean(_ group: RunGroup) -> String {
    guard let mean = group.mean else { return "—" }
    return Typeset.fixed(mean) + (group.sd.map { " ± \(Typeset.fixed($0))" } ?? "")
  }

  private func members(_ group: RunGroup) -> PageState {
    let own = zip(request.groups, group.keys).map { ConditionText.equality($0, $1) }
    let given = request.state[.condition]
    return request.state.with { state in
      state[.condition] = ((given.isEmpty ? [] : ["(\(given))"]) + own).joined(separator: " and ")
      state[.group] = ""
      state[.from] = ""
    }
  }
}
