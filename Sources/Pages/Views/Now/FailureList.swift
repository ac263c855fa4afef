import Findings
import Ledger
import Wording

/// Failed runs by their message, each with what they have in common.
enum FailureList {
  static func html(_ groups: [FailureGroup], _ state: PageState) -> HTML {
    guard !groups.isEmpty else { return "" }
    let items = groups.map { group -> HTML in
      let first = group.runs[0]
      let address = state.on(.run) { $0[.run] = first.id }.address
      let shared = group.shared.map { "\($0.column) \($0.value.words)" }.joined(separator: ", ")
      return """
        <li><b>\(counted(group.runs.count, "run"))</b>: \(group.message)
        <br><small>In common: \(shared.isEmpty ? "nothing" : shared). <a href="\(address)">\(first.id)</a></small></li>
        """
    }
    return "<h2>Failures</h2><ul>\(items)</ul>"
  }
}
