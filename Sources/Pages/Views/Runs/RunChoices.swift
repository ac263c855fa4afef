import Findings
import Ledger

/// Which columns are shown, and what runs are grouped by.
struct RunChoices {
  private let request: RunsRequest
  /// What many runs share.
  private static let groupable =
    ["dataset", "metric", "motion", "status", "seed", "inputs", "method_version"]
    + PEDParameters.numericNames

  init(_ request: RunsRequest) { self.request = request }

  var html: HTML {
    let isOpen: HTML = request.groups.isEmpty ? "" : " open"
    return """
      <details><summary>Columns (\(request.columns.count) of \(RunColumn.all.count))</summary>\(columns)</details>
      <details\(isOpen)><summary>Group</summary>\(groups)</details>
      """
  }

  private var columns: HTML {
    choices("Columns", RunColumn.all.map(\.name), request.columns, .columns, mayBeEmpty: false)
  }

  private var groups: HTML {
    choices("Group by", Self.groupable, request.groups, .group, mayBeEmpty: true)
  }

  private func choices(
    _ label: String, _ names: [String], _ chosen: [String], _ detail: PageState.Detail,
    mayBeEmpty: Bool
  ) -> HTML {
    var choices = Choices(label)
    for name in names {
      let isChosen = chosen.contains(name)
      let next = isChosen ? chosen.filter { $0 != name } : chosen + [name]
      guard mayBeEmpty || !next.isEmpty else { continue }
      let state = request.state.with {
        $0[detail] = next.joined(separator: ",")
        $0[.from] = ""
      }
      choices.add(name, state, isChosen: isChosen)
    }
    return choices.html
  }
}
