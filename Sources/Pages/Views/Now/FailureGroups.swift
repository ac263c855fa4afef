import Conditions
import Findings
import Ledger
import Wording

/// Failed runs by their message, each with what they have in common.
struct FailureGroups {
  struct Group {
    let message: String
    let runs: [RecordedRun]

    /// Columns in which all runs of the group agree: `dataset = 'd0'`.
    var shared: [String] {
      let columns = ["dataset", "metric", "motion"] + PEDParameters.numericNames
      return columns.compactMap { name in
        guard let column = RunColumn.named(name) else { return nil }
        let values = Set(runs.map { column.value(of: $0) })
        guard values.count == 1, let value = values.first, value != .missing else { return nil }
        return "\(name) \(value.words)"
      }
    }
  }

  let groups: [Group]

  init(_ runs: [RecordedRun]) {
    let failed = Dictionary(
      grouping: runs.filter { $0.status == .failed }, by: { $0.error ?? "no message" })
    groups = failed.map { Group(message: $0.key, runs: $0.value) }
      .sorted { ($1.runs.count, $0.message) < ($0.runs.count, $1.message) }
  }

  func html(_ state: PageState) -> HTML {
    guard !groups.isEmpty else { return "" }
    let items = groups.map { group -> HTML in
      let first = group.runs[0]
      let address = state.on(.run) { $0[.run] = first.id }.address
      let shared = group.shared.isEmpty ? "nothing" : group.shared.joined(separator: ", ")
      return """
        <li><b>\(counted(group.runs.count, "run"))</b>: \(group.message)
        <br><small>In common: \(shared). <a href="\(address)">\(first.id)</a></small></li>
        """
    }
    return "<h2>Failures</h2><ul>\(items)</ul>"
  }
}
