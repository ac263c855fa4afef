import Ledger

/// What a table shows of each run.
package enum ResultValue: String, CaseIterable, Sendable {
  case weightedTau = "weighted_tau"
  case kendallTau = "kendall_tau"
  case spearman, pearson
  case relAt1 = "rel_at_1"
  case relAt3 = "rel_at_3"

  /// As headings have it.
  package var title: String {
    switch self {
    case .weightedTau: "weighted Kendall tau"
    case .kendallTau: "Kendall tau-b"
    case .spearman: "Spearman's rho"
    case .pearson: "Pearson's r"
    case .relAt1: "Rel@1"
    case .relAt3: "Rel@3"
    }
  }

  /// To begin a sentence with.
  var sentenceTitle: String { title.prefix(1).uppercased() + title.dropFirst() }

  /// The number; nil where it is not defined.
  package func value(_ correlations: Correlations) -> Double? {
    let value =
      switch self {
      case .weightedTau: correlations.weightedTau
      case .kendallTau: correlations.kendallTau
      case .spearman: correlations.spearman
      case .pearson: correlations.pearson
      case .relAt1: correlations.relAt1
      case .relAt3: correlations.relAt3
      }
    return value?.isNaN == true ? nil : value
  }
}
