import FeatureStore
import Findings
import Ledger
import Parallel
import Wording

/// Answers requests: from a request as pages see it to an answer, without a network.
package struct Workbench: Sendable {
  let source: LedgerSource
  private let replays: ReplaySource
  let guardian: RequestGuard
  /// Fifty readers of one page cost as much as one.
  private let pages = OnceCache<PageKey, HTML>(limit: mostPages)

  private struct PageKey: Hashable {
    let address: String
    let version: Int
  }

  /// Each is up to some hundred kilobytes.
  private static let mostPages = 64

  /// - Parameter cache: statistics of earlier sweeps, for motions.
  package init(_ ledger: LedgerStore, cache: StatisticsCache? = nil, guardian: RequestGuard) {
    source = LedgerSource(ledger)
    replays = ReplaySource(ledger, cache: cache)
    self.guardian = guardian
  }

  /// Lets go of the ledger, but for the connection that it was made with.
  package func close() { source.watch.close() }

  /// Whether a request is answered in microseconds, whatever others ask.
  static func isQuick(_ path: String) -> Bool {
    ["/style.css", "/page.js", "/icon.svg", "/events"].contains(path)
  }

  /// Never throws: what went wrong is a page, too.
  package func answer(_ request: PageRequest) -> PageResponse {
    do {
      var response = try checkedAnswer(request)
      response.cookie = cookie(request)
      return response
    } catch let error as PageError {
      return failure(error, request)
    } catch {
      return failure(PageError(status: 500, description: "\(error)"), request)
    }
  }

  private func checkedAnswer(_ request: PageRequest) throws -> PageResponse {
    let queryToken = QueryText.decoded(request.query)?.first { $0.name == "token" }?.value
    let form = request.method == "POST" ? try MarksForm(request.body) : nil
    try guardian.check(
      RequestGuard.Request(
        method: request.method, path: request.path, host: request.host, origin: request.origin,
        token: request.cookieToken ?? queryToken, formToken: form?.token))
    if let form {
      guard request.path == "/change" else { throw PageError.notFound(request.path) }
      return try change(form)
    }
    return try content(request)
  }

  private func content(_ request: PageRequest) throws -> PageResponse {
    switch request.path {
    case "/style.css": PageResponse(text: PageAssets.sheet, contentType: "text/css; charset=utf-8")
    case "/page.js":
      PageResponse(text: PageAssets.script, contentType: "text/javascript; charset=utf-8")
    case "/icon.svg": PageResponse(text: PageAssets.icon, contentType: "image/svg+xml")
    case "/events":
      PageResponse(events: EventStream(watch: source.watch, version: try source.watch.version()))
    case PageName.pdfPath: try pdf(request)
    default: try page(request)
    }
  }

  private func pdf(_ request: PageRequest) throws -> PageResponse {
    let context = try context(request, path: PageName.paper.path)
    return PageResponse(
      bytes: try PaperFigure(context.grid(), context).pdf(), contentType: "application/pdf")
  }

  private func context(_ request: PageRequest, path: String) throws -> PageContext {
    let query = request.query.split(separator: "&").filter { !$0.hasPrefix("token=") }
    return PageContext(
      state: try PageState(path: path, query: query.joined(separator: "&")), source: source,
      replays: replays, formToken: guardian.token)
  }

  private func page(_ request: PageRequest) throws -> PageResponse {
    let context = try context(request, path: request.path)
    let state = context.state
    // A motion counts the settings that were tried: it is another page each time.
    guard state.page != .motion else { return PageResponse(try state.page.html(context)) }
    let key = PageKey(address: state.address, version: try source.watch.version())
    return PageResponse(
      try pages.value(for: key) { try source.watch.measure { try state.page.html(context) } })
  }

  /// Changes tags and note of a run, through a connection of its own: the other one only reads.
  private func change(_ form: MarksForm) throws -> PageResponse {
    let ledger = try LedgerStore(path: source.ledger.path)
    defer { ledger.close() }
    let run: RecordedRun
    do { run = try ledger.run(form.run) } catch { throw PageError.missing("\(error)") }
    let before = Set(try ledger.tags(of: run.address))
    for tag in before.subtracting(form.tags) { try ledger.removeTag(tag, from: [run.address]) }
    for tag in form.tags where !before.contains(tag) {
      try ledger.addTag(tag, to: [run.address])
    }
    try ledger.setNote(form.note.isEmpty ? nil : form.note, of: run.address)
    source.watch.forget()
    return .seeOther(form.back)
  }

  /// With the menu of the experiment, and the condition to be mended, where the address has them.
  private func failure(_ error: PageError, _ request: PageRequest) -> PageResponse {
    let context = error.status == 400 ? known(request) : nil
    // A caret stands under its place.
    let message: HTML =
      error.description.contains("\n")
      ? SourceText.html(error.description, "What is wrong")
      : "<p class=\"answer\">\(error.description)</p>"
    let state = context?.state ?? PageState()
    let layout = PageLayout(state: state, isLive: false, standing: state.choice)
    let title = error.status == 404 ? "Not found" : "This page cannot be shown"
    let content: HTML = "\(whereForm(context))\(message)<p><a href=\"/\">Experiments</a></p>"
    return PageResponse(layout.page(title, content), status: error.status)
  }

  private func whereForm(_ context: PageContext?) -> HTML {
    guard let context, context.state.page == .runs else { return "" }
    return (try? WhereForm(context).html) ?? ""
  }

  /// What a request asks for, where it names an experiment that there is.
  private func known(_ request: PageRequest) -> PageContext? {
    guard let context = try? context(request, path: request.path),
      (try? context.results()) != nil
    else { return nil }
    return context
  }

  /// Kept by the browser once an address with the token was opened; other sites never get it.
  private func cookie(_ request: PageRequest) -> String? {
    guard guardian.needsTokenToRead, request.cookieToken == nil else { return nil }
    return "\(PageResponse.tokenCookie)=\(guardian.token); Path=/; HttpOnly; SameSite=Strict"
  }
}
