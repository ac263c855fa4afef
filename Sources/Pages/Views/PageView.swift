import Findings
import Ledger

/// What a page is made from.
struct PageContext {
  let state: PageState
  let source: LedgerSource
  let replays: ReplaySource
  /// For forms that change tags and notes; nil in pages that are exported as files.
  let formToken: String?

  var ledger: LedgerStore { source.ledger }

  /// The experiment of the address, without the datasets that were clicked out.
  func record() throws -> ExperimentRecord {
    let record = try source.record(state.experiment)
    let unknown = state.without.filter { dataset in
      !(record.runs + record.unfinishedRuns).contains { $0.specification.dataset == dataset }
    }
    guard unknown.isEmpty else {
      throw PageError.missing("\(state.experiment) has no dataset \"\(unknown[0])\".")
    }
    return state.without.isEmpty ? record : record.without(datasets: Set(state.without))
  }
}

/// One kind of page.
protocol PageView {
  /// The heading.
  static var title: String { get }
  /// Whether the content changes while a sweep runs.
  static var isLive: Bool { get }

  static func content(_ context: PageContext) throws -> HTML
}

extension PageView {
  static var isLive: Bool { true }
}
