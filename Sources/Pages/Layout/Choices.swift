import Findings
import Ledger

/// Links that change one thing of the address: usable without a script, and kept in the history.
struct Choices {
  let label: String
  private struct Link {
    let title: String
    let address: String
    let isChosen: Bool
    let tip: String
  }

  private var links: [Link] = []

  init(_ label: String) { self.label = label }

  /// - Parameter tip: what a short title stands for.
  mutating func add(_ title: String, _ state: PageState, isChosen: Bool, tip: String = "") {
    links.append(Link(title: title, address: state.address, isChosen: isChosen, tip: tip))
  }

  var html: HTML {
    let items = links.map { link -> HTML in
      let mark: HTML = link.isChosen ? " aria-current=\"true\"" : ""
      let tip: HTML = link.tip.isEmpty ? "" : " title=\"\(link.tip)\""
      return "<a href=\"\(link.address)\"\(mark)\(tip)>\(link.title)</a>"
    }
    return "<p class=\"choices\"><span>\(label)</span> \(items.joined())</p>"
  }

  /// Which number of each run is shown.
  static func values(_ state: PageState) -> Choices {
    var choices = Choices("Value")
    for value in ResultValue.shown {
      choices.add(
        value.brief, state.with { $0.value = value }, isChosen: value == state.value,
        tip: value.title)
    }
    return choices
  }

  /// How the setting of PED comes about; the official defaults have the nearest setting in their place
  /// where they were not run.
  static func settings(_ state: PageState, _ grid: ResultGrid) -> Choices {
    var choices = Choices("Setting")
    for choice in SettingChoice.offered {
      let other = state.with {
        $0.choice = choice
        $0.setting = nil
      }
      choices.add(
        (choice == .official ? grid.standingChoice : choice).shortLabel, other,
        isChosen: state.setting == nil && choice == state.choice,
        tip: choice == .official && grid.standingChoice == .nearest
          ? "The official defaults were not run." : "")
    }
    return choices
  }

  static func metrics(_ state: PageState, _ titles: [String]) -> Choices {
    var choices = Choices("Metric")
    let shown = titles.contains(state.metric) ? state.metric : titles.first
    for title in titles {
      choices.add(title, state.with { $0.metric = title }, isChosen: title == shown)
    }
    return choices
  }
}
