import Conditions
import Findings
import Ledger
import Wording

/// What the page Runs is asked for, as the address has it.
struct RunsRequest {
  let state: PageState
  /// Columns of the table; the usual ones where the address names none.
  let columns: [String]
  /// What runs are grouped by; empty for single runs.
  let groups: [String]
  /// Filtered and sorted.
  let query: RunQuery

  private static let usual =
    [
      "run", "status", "dataset", "metric", "motion", "weighted_tau", "weighted_tau_low",
      "weighted_tau_high", "accuracies",
    ] + PEDParameters.numericNames + ["ablation"]

  /// - Throws: ``PageError`` for a column that there is not, or a condition that is none.
  init(_ state: PageState) throws {
    self.state = state
    let names = try Self.columns(state[.columns])
    columns = names.isEmpty ? Self.usual : names
    groups = try Self.columns(state[.group])
    query = try Self.query(state)
  }

  private static func columns(_ text: String) throws -> [String] {
    let names = FieldList.fields(text)
    guard let unknown = names.first(where: { RunColumn.named($0) == nil }) else { return names }
    let known = RunColumn.all.map(\.name)
    throw PageError.badRequest(
      "There is no column \"\(unknown)\"\(Suggestion.text(for: unknown, among: known)); there are "
        + known.joined(separator: ", ") + ".")
  }

  private static func query(_ state: PageState) throws -> RunQuery {
    var query = RunQuery(experiment: state.experiment.isEmpty ? nil : state.experiment)
    query.includesSuperseded = !state[.all].isEmpty
    if !state[.condition].isEmpty {
      do {
        query.condition = try RunColumn.condition(state[.condition])
      } catch {
        throw PageError.badRequest("where: \(error)")
      }
    }
    let sort = state[.sort]
    query.descending = sort.hasPrefix("-")
    let name = query.descending ? String(sort.dropFirst()) : sort
    guard name.isEmpty || RunColumn.named(name) != nil else {
      throw PageError.badRequest("sort=\(sort): there is no column \"\(name)\".")
    }
    query.sort = name.isEmpty ? nil : name
    return query
  }

  /// What lists the same runs.
  var command: String {
    var words = ["pedlab runs"]
    if !state.experiment.isEmpty { words.append(ShellText.quoted(state.experiment)) }
    if !state[.condition].isEmpty { words.append("--where " + ShellText.quoted(state[.condition])) }
    if !state[.sort].isEmpty { words.append("--sort " + ShellText.quoted(state[.sort])) }
    if !groups.isEmpty { words.append("--group-by " + groups.joined(separator: ",")) }
    if !state[.all].isEmpty { words.append("--all") }
    return words.joined(separator: " ") + " --csv"
  }
}
