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

  /// The experiment of the address.
  func results() throws -> ExperimentResults { try source.results(state.experiment) }

  /// Its results of the value of the address, without the datasets that were clicked out.
  func grid() throws -> ResultGrid {
    let results = try results()
    let known = try results.allCells().datasetNames
    if let unknown = state.without.first(where: { !known.contains($0) }) {
      throw PageError.missing("\(state.experiment) has no dataset \"\(unknown)\".")
    }
    return try results.grid(state.value, without: state.without)
  }

  /// The setting that the address names; nil for none.
  ///
  /// - Throws: ``PageError`` for one that cannot be read.
  func setting() throws -> PEDParameters? {
    do { return try state.setting.map { try PEDParameters(changes: $0) } } catch {
      throw PageError.badRequest("setting: \(error)")
    }
  }

  /// How the setting of PED comes about in sentences, figures and tables alike: where the address does not
  /// say, the official defaults, or the nearest where they were not run.
  func choice(_ grid: ResultGrid) -> SettingChoice {
    state.choice == .official ? grid.standingChoice : state.choice
  }

  /// Sentences and figures of a grid with the setting that the address chooses.
  ///
  /// - Parameter only: a metric that figures are limited to.
  func sections(_ grid: ResultGrid, only: MethodSetting? = nil) throws -> ReportSections {
    ReportSections(
      grid, experiment: state.experiment, only: only, choice: state.choice, setting: try setting())
  }

  /// What the page says where nothing is finished yet.
  func nothingYet() throws -> HTML {
    "<p class=\"answer\">No run of \(state.experiment) is finished yet. \(try results().leftOut() ?? "")</p>"
  }

  /// A part of a report, with the pinned models marked.
  func fragment(_ document: ReportDocument) -> HTML {
    PinnedModels.marked(document.fragment, state.pins)
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
