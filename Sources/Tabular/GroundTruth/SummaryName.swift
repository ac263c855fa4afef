/// Names of rows and columns that sum up the others, as tables of papers have them.
package enum SummaryName {
  private static let words: Set<String> = [
    "average", "avg", "mean", "median", "overall", "std", "stddev", "macroavg", "macroaverage",
    "meanaccuracy", "averageaccuracy", "meanacc", "avgacc", "harmonicmean", "hmean", "sd", "sem",
    "variance", "max", "maximum", "min", "minimum", "best", "worst", "total", "sum", "delta", "δ",
    "diff", "difference", "gain", "rank", "averagerank", "avgrank", "meanrank", "chance", "ø",
  ]
  /// What may stand beside such a word and says no more: "Mean of all models".
  private static let fillers: Set<String> = [
    "of", "over", "across", "the", "all", "n", "model", "models", "dataset", "datasets", "task",
    "tasks", "acc", "accuracy", "accuracies", "score", "scores", "top",
  ]

  /// - Parameter noun: model or dataset.
  /// - Throws: ``CSVError`` for the first name that reads as a summary, where nothing else tells that
  ///   there is a model or a dataset of this name.
  package static func refuse(_ names: [String], _ noun: String, in name: String) throws {
    guard
      let found = names.first(where: isSummary)
    else { return }
    throw CSVError(
      "\(name): the \(noun) '\(found)' reads as a summary of the others, which would count as one more "
        + "\(noun). Take it out, or rename it.")
  }

  private static func isSummary(_ name: String) -> Bool {
    let parts = name.lowercased().split { !$0.isLetter }.map(String.init)
    return parts.contains(where: words.contains)
      && parts.allSatisfy { words.contains($0) || fillers.contains($0) }
      || words.contains(parts.joined())
  }
}
