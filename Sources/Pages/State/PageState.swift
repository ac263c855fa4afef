import Findings
import Ledger
import Wording

/// Everything that a page shows, as its address has it: a link is the page.
package struct PageState: Equatable, Sendable {
  /// The page that is shown.
  package var page = PageName.overview
  /// The experiment that is shown; may be empty.
  package var experiment = ""
  /// The number that pages are about.
  package var value = ResultValue.weightedTau
  /// How the setting of PED is chosen.
  package var choice = SettingChoice.official
  /// A metric with its options, as ``MethodSetting/metricTitle``; empty: the first.
  package var metric = ""
  /// PED's parameters that differ from the official ones, `step_size=0.2,force=constant`; nil: as
  /// ``choice`` says.
  package var setting: String?
  /// Datasets that were clicked out.
  package var without: [String] = []
  /// Models that are marked everywhere, in the order of their colours; at most ``mostPins``.
  package var pins: [String] = []
  /// Of pages about runs, models and motions.
  package var details: [Detail: String] = [:]
  /// Of the page Motion: PED's parameters by name, as the sliders have them.
  package var sliders: [String: String] = [:]

  /// Up to this many fixed colours can be told apart.
  package static let mostPins = 5

  /// What single pages have in their addresses beside the state of all.
  package enum Detail: String, CaseIterable, Sendable {
    case condition = "where"
    case sort, from, columns, all
    case group
    case runs, run
    case dataset, model, step
    case x, y
    case top
    case format, figure, width
    case check
  }

  /// What is shown before anything is chosen.
  package init() {}

  /// A detail of a single page; empty where the address has none.
  package subscript(detail: Detail) -> String {
    get { details[detail, default: ""] }
    set { details[detail] = newValue.isEmpty ? nil : newValue }
  }
}

// MARK: - Addresses

extension PageState {
  /// - Parameters:
  ///   - path: `/answer`
  ///   - query: percent-encoded
  /// - Throws: ``PageError`` for a page, a name or a value that there is not.
  package init(path: String, query: String) throws {
    guard path.hasPrefix("/"), let page = PageName(rawValue: String(path.dropFirst())) else {
      throw PageError.notFound(path)
    }
    guard let pairs = QueryText.decoded(query) else {
      throw PageError.badRequest("The address has a percent sign that is not part of a code.")
    }
    self.page = page
    for (name, value) in pairs where !value.isEmpty { try read(name, value) }
    guard pins.count <= Self.mostPins else {
      throw PageError.badRequest(
        "The address pins \(pins.count) models; at most \(Self.mostPins) can be told apart.")
    }
  }

  private mutating func read(_ name: String, _ text: String) throws {
    switch name {
    case "experiment": experiment = text
    case "value": value = try Self.named(text, "value")
    case "choice": choice = try Self.named(text, "choice")
    case "metric": metric = text
    case "setting": setting = text
    case "without": without.append(text)
    case "pin": if !pins.contains(text) { pins.append(text) }
    case _ where PEDParameters.names.contains(name): sliders[name] = text
    default:
      guard let detail = Detail(rawValue: name) else {
        throw PageError.badRequest("The address has \"\(name)\", which no page knows.")
      }
      // A form with boxes sends a name for each.
      self[detail] = detail == .runs && !self[.runs].isEmpty ? "\(self[.runs]),\(text)" : text
    }
  }

  private static func named<Value>(_ text: String, _ name: String) throws -> Value
  where Value: RawRepresentable<String> & CaseIterable {
    guard let value = Value(rawValue: text) else {
      let known = Value.allCases.map(\.rawValue)
      throw PageError.badRequest(
        "\(name)=\(text): there is no such \(name)\(Suggestion.text(for: text, among: known)); "
          + "there are \(known.joined(separator: ", ")).")
    }
    return value
  }

  /// The address, without what is as it is by default.
  package var address: String {
    let query = QueryText.encoded(pairs)
    return query.isEmpty ? page.path : "\(page.path)?\(query)"
  }

  /// Names and values of the address.
  var pairs: [(name: String, value: String)] {
    var pairs: [(name: String, value: String)] = [("experiment", experiment)]
    if value != .weightedTau { pairs.append(("value", value.rawValue)) }
    if choice != .official { pairs.append(("choice", choice.rawValue)) }
    pairs.append(("metric", metric))
    if let setting { pairs.append(("setting", setting)) }
    pairs += without.map { ("without", $0) } + pins.map { ("pin", $0) }
    pairs += sliders.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return pairs + Detail.allCases.map { ($0.rawValue, self[$0]) }
  }

  /// Another page about the same; what single pages add is left behind, but for the columns of Runs.
  package func on(_ page: PageName, _ change: (inout PageState) -> Void = { _ in }) -> PageState {
    var state = self
    state.page = page
    state.details = details.filter { $0.key == .columns }
    state.sliders = [:]
    change(&state)
    return state
  }

  /// The same page with a change.
  package func with(_ change: (inout PageState) -> Void) -> PageState {
    var state = self
    change(&state)
    return state
  }
}
