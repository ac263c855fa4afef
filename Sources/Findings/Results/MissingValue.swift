import Ledger
import Wording

/// Why there is no value where a table has a place for one.
package enum MissingValue: Hashable, Sendable {
  case notRun
  /// No setting of PED has values on the other datasets, by which one would be chosen.
  case noChoice
  /// A difference of two values over different models.
  case otherModels
  /// The run is there, and no model of it has an accuracy.
  case noAccuracies
  /// A correlation needs two.
  case oneAccuracy
  /// All scores, or all accuracies, are equal.
  case equal
  /// A mean over datasets, of which some have no value.
  case incomplete(Int, of: Int)

  /// nil where the run has the value.
  ///
  /// - Parameter accuracies: models with one; nil without a run that is finished.
  package init?(accuracies: Int?, hasValue: Bool) {
    guard !hasValue else { return nil }
    switch accuracies {
    case nil: self = .notRun
    case 0: self = .noAccuracies
    case 1: self = .oneAccuracy
    default: self = .equal
    }
  }

  /// What follows "— LogME + PED (d0, d1):".
  package var sentence: String {
    switch self {
    case .notRun: "not run there, or not finished."
    case .noChoice: "no setting has values by which one could be chosen."
    case .otherModels:
      "the two are over different numbers of models there, so their difference says nothing."
    case .noAccuracies:
      "no model has an accuracy there; the names of the ground truth may not be those of the store."
    case .oneAccuracy: "only one model has an accuracy there, and a correlation needs two."
    case .equal:
      "all models have the same score there (or the same accuracy), so a correlation is undefined."
    case .incomplete(let count, let all):
      "only \(count) of \(counted(all, "dataset")) \(count == 1 ? "has" : "have") a value, and means "
        + "over different datasets do not compare."
    }
  }
}
