import Findings
import Ledger

/// What all pages have around their content: head, menu, and the strip that says what is shown.
struct PageLayout {
  let state: PageState
  /// Whether the content is fetched anew when the ledger changes.
  let isLive: Bool
  /// How the setting of PED comes about, where the address names none; nil where the page shows none.
  let standing: SettingChoice?

  /// A whole page.
  func page(_ title: String, _ content: HTML) -> HTML {
    let heading = state.experiment.isEmpty ? title : "\(title) · \(state.experiment)"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(heading) · pedlab</title>
      <link rel="icon" href="/icon.svg">
      <link rel="stylesheet" href="/style.css">
      <script src="/page.js" defer></script>
      </head>
      <body>
      <a class="skip" href="#content">To the content</a>
      <header>
      <a class="home" href="/">pedlab</a>
      \(menu)
      </header>
      \(strip)
      <main id="content" tabindex="-1" data-experiment="\(state.experiment)" data-live="\(isLive ? "1" : "")">
      <h1>\(title)</h1>
      \(content)
      </main>
      <template id="figure-sheet">\(ChartStyle.pageSheet)</template>
      </body>
      </html>

      """
  }

  private var menu: HTML {
    guard !state.experiment.isEmpty else { return "" }
    let items = PageName.menu.map { page -> HTML in
      let isHere = page == state.page || page == .runs && state.page == .run
      let mark: HTML = isHere ? " aria-current=\"page\"" : ""
      return "<a href=\"\(state.on(page).address)\"\(mark)>\(page.title)</a>"
    }
    return "<nav aria-label=\"Pages of \(state.experiment)\">\(items.joined())</nav>"
  }

  /// What is shown, on every page: nothing is chosen out of sight.
  private var strip: HTML {
    guard !state.experiment.isEmpty else { return "" }
    var parts: [HTML] = [
      "<span>experiment <b>\(state.experiment)</b></span>",
      "<span>value <b>\(state.value.title)</b></span>",
    ]
    if let setting = state.setting ?? standing?.shortLabel {
      parts.append("<span>PED setting <b>\(setting)</b>\(unset)</span>")
    }
    parts += state.without.map { dataset -> HTML in
      let back = state.with { $0.without.removeAll { $0 == dataset } }
      return "<span>without <b>\(dataset)</b> <a href=\"\(back.address)\" "
        + "aria-label=\"Take \(dataset) in again\">×</a></span>"
    }
    parts += state.pins.enumerated().map { index, model -> HTML in
      let off = state.with { $0.pins.removeAll { $0 == model } }
      return "<span class=\"pin pin\(index)\" data-pin=\"\(model)\">\(model) "
        + "<a href=\"\(off.address)\" aria-label=\"Unpin \(model)\">×</a></span>"
    }
    return """
      <div class="strip" role="status" aria-label="What this page shows">\(parts.joined())
      <button type="button" data-copy="\(state.address)" hidden>Copy link</button></div>
      """
  }

  private var unset: HTML {
    guard state.setting != nil else { return "" }
    let back = state.with { $0.setting = nil }
    return
      " <a href=\"\(back.address)\" aria-label=\"Show the \((standing ?? state.choice).shortLabel) setting\">×</a>"
  }
}
