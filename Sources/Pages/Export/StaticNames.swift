import Findings

/// Names of files for states of pages, readable and all different.
struct StaticNames {
  private var files: [String: String] = [:]
  private var used: Set<String> = []

  /// - Returns: whether the state is new.
  @discardableResult
  mutating func add(_ state: PageState) -> Bool {
    let address = state.address
    guard files[address] == nil else { return false }
    let base = state.page == .overview ? "index" : Self.name(state)
    var name = base
    var number = 2
    while !used.insert(name).inserted {
      name = "\(base)-\(number)"
      number += 1
    }
    files[address] = name + ".html"
    return true
  }

  func file(_ state: PageState) -> String? { files[state.address] }

  /// `demo-answer`, `demo-answer-spearman`: the values of the address in its order.
  private static func name(_ state: PageState) -> String {
    let values = state.pairs.filter { !$0.value.isEmpty && $0.name != "experiment" }.map(\.value)
    let parts = [state.experiment, state.page.rawValue] + values
    return String(parts.map(FileName.slug).joined(separator: "-").prefix(longestName))
  }

  /// File systems allow 255 bytes; the number and the ending come after it.
  private static let longestName = 120
}
