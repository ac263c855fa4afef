import Ledger
import Wording

/// The experiments of the ledger.
enum OverviewPage: PageView {
  static let title = "Experiments"

  static func content(_ context: PageContext) throws -> HTML {
    let counts = try context.ledger.statusCounts()
    let names = try context.ledger.experiments()
    guard !names.isEmpty else {
      return
        "<p>No run is recorded in \(context.ledger.path) yet: <code>pedlab run PLAN</code>.</p>"
    }
    let rows = names.map { name -> [PageTable.Cell] in
      let own = counts[name] ?? [:]
      let all = own.values.reduce(0, +)
      let done = own[.finished] ?? 0
      var state = PageState()
      state.experiment = name
      return [
        .link(name, state.on(.answer).address),
        .number("\(done) of \(counted(all, "run"))"),
        .text(others(own)),
        .link("Now", state.on(.now).address),
      ]
    }
    let table = PageTable(
      caption: "\(counted(names.count, "experiment")) in \(context.ledger.path)",
      header: ["experiment", "finished", "other", ""], rows: rows)
    return table.html + CommandText.html("pedlab status", of: context.ledger)
  }

  /// "2 failed, 1 queued"
  private static func others(_ counts: [RunStatus: Int]) -> String {
    RunStatus.phrases { $0 == .finished ? 0 : counts[$0, default: 0] }.joined(separator: ", ")
  }
}
