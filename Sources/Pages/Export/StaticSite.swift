import Findings
import Ledger
import Wording

/// Pages as files: what a colleague opens without pedlab. Links between pages lead to files; what needs a
/// server (sliders, filters, other orders) is not there.
package struct StaticSite {
  private let context: (PageState) -> PageContext
  private let watch: LedgerWatch
  private let experiments: [String]

  /// As many as one folder should hold; a run has a page of its own.
  private static let mostPages = 5_000

  /// - Parameter experiments: all of the ledger, where it is empty.
  /// - Throws: ``PageError`` for an experiment that there is not.
  package init(_ ledger: LedgerStore, experiments: [String]) throws {
    let known = try ledger.experiments()
    if let unknown = experiments.first(where: { !known.contains($0) }) {
      throw PageError.missing(
        "There is no experiment \"\(unknown)\"\(Suggestion.text(for: unknown, among: known)) in "
          + "\(ledger.path).")
    }
    let source = LedgerSource(ledger)
    watch = source.watch
    let replays = ReplaySource(ledger)
    self.experiments = experiments.isEmpty ? known : experiments
    context = { PageContext(state: $0, source: source, replays: replays, formToken: nil) }
  }

  /// Writes the pages into a folder, once, and nothing else: what an earlier export wrote there is replaced.
  ///
  /// - Returns: how many pages.
  /// - Throws: ``ExportError`` if another file is in the way, before anything is written.
  package func write(to folder: String) throws -> Int {
    defer { watch.close() }
    let folder = try ExportFolder.checked(folder)
    let pages = try pages()
    var files = pages.map { (name: $0.file, text: $0.html) }
    files += [
      ("style.css", PageAssets.sheet), ("page.js", PageAssets.script),
      ("icon.svg", PageAssets.icon),
    ]
    let manifest = ReportManifest(folder)
    let names = files.map(\.name)
    try manifest.check(names)
    let batch = FileBatch(folder)
    for file in files { try batch.write(file.text, to: file.name) }
    try batch.commit { try manifest.replace(with: names) }
    return pages.count
  }

  /// Every page that a link reaches from the first, with links to files.
  private func pages() throws -> [(file: String, html: String)] {
    var names = StaticNames()
    var found: [(state: PageState, html: String)] = []
    var left = [PageState()]
    left += experiments.map { experiment in
      PageState().on(.answer) { $0.experiment = experiment }
    }
    var next = 0
    for state in left { names.add(state) }
    while next < left.count {
      let state = left[next]
      next += 1
      let html = try state.page.html(context(state)).markup
      for address in PageLinks.addresses(html) {
        guard let other = PageLinks.state(address)?.canonical, isExported(other), names.add(other)
        else {
          continue
        }
        left.append(other)
      }
      guard left.count <= Self.mostPages else {
        throw PageError.badRequest(
          "More than \(Self.mostPages) pages would be written. Choose experiments with --experiment."
        )
      }
      found.append((state, html))
    }
    return found.map { state, html in
      (
        names.file(state) ?? "",
        PageLinks.replaced(html) { address in
          PageLinks.state(address).flatMap { $0.canonical }.flatMap { names.file($0) }
            ?? PageLinks.asset(address)
        }
      )
    }
  }

  /// Choices that change few pages are exported; free combinations would be endless.
  private func isExported(_ state: PageState) -> Bool {
    guard state.page == .overview || experiments.contains(state.experiment),
      state.pins.isEmpty, state.without.isEmpty, state.setting == nil, state.sliders.isEmpty
    else { return false }
    let details = Set(state.details.keys)
    switch state.page {
    case .motion, .compare: return false
    case .overview: return true
    case .run: return details == [.run] && state.value == .weightedTau && state.choice == .official
    case .runs, .now, .data:
      return details.isSubset(of: [.from]) && state.value == .weightedTau
        && state.choice == .official && state.metric.isEmpty
    case .paper: return details.isSubset(of: [.format]) && state.value == .weightedTau
    case .answer, .settings, .models: return details.isSubset(of: [.from])
    }
  }
}
