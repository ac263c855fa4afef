import Findings
import Wording

/// Potential energies by step, in a line.
enum TraceText {
  /// "1625 1211 950.3"; a dash where a step has none.
  private static func whole(_ energies: [Double?]) -> String {
    energies.map { $0.map { Printed.significant($0) } ?? "-" }.joined(separator: " ")
  }

  /// A table with traces for standard output: whole, or on a terminal that has no room for them their ends.
  static func table(_ make: (([Double?]) -> String) -> TextTable) -> String {
    let (whole, width) = (make(whole), Terminal.width)
    guard let width, whole.width > width else { return whole.text }
    return make(ends).text(within: width)
  }

  /// "1625 … 950.3": the first and the last.
  private static func ends(_ energies: [Double?]) -> String {
    let known = energies.compactMap(\.self)
    guard known.count > 2 else { return whole(energies) }
    return whole([known[0]]) + " … " + whole([known[known.count - 1]])
  }
}
