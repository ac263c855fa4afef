import Foundation
import Sweep

extension PlanKey {
  /// A row of the table of keys.
  var markdownRow: String {
    let cells = ["`\(name)`", type, standard, allowed, "`\(example)`", meaning]
    // A bar ends a cell, also inside of code.
    let escaped = cells.map { $0.replacingOccurrences(of: "|", with: "\\|") }
    return "| \(escaped.joined(separator: " | ")) |"
  }
}
