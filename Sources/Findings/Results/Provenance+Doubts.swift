import Ledger
import Wording

extension Provenance {
  /// What tables must admit of the features that they are of: "Doubtful features: a on d0: the last 14 of
  /// 120 rows are all 0, ..."; nil where there is nothing to admit.
  package var doubtSentence: String? {
    guard let doubts, !doubts.isEmpty else { return nil }
    let shown = doubts.prefix(Self.mostDoubts).joined(separator: "; ")
    let more = doubts.count - Self.mostDoubts
    return ended(
      "Doubtful features: \(shown)" + (more > 0 ? "; and \(more) more (`pedlab store check`)" : ""))
  }

  private static let mostDoubts = 4
}
