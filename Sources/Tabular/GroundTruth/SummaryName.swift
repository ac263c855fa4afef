/// Names of rows and columns that sum up the others, as tables of papers have them.
package enum SummaryName {
  private static let words: Set<String> = [
    "average", "avg", "mean", "median", "overall", "std", "stddev", "macroavg", "macroaverage",
    "meanaccuracy", "averageaccuracy", "meanacc", "avgacc", "harmonicmean", "hmean", "sd", "sem",
    "variance", "max", "maximum", "min", "minimum", "best", "worst", "total", "sum", "delta", "δ",
    "diff", "difference", "gain", "rank", "averagerank", "avgrank", "meanrank", "chance",
  ]

  /// - Parameter noun: model or dataset.
  /// - Throws: ``CSVError`` for the first name that reads as a summary, where nothing else tells that
  ///   there is a model or a dataset of this name.
  package static func refuse(_ names: [String], _ noun: String, in name: String) throws {
    guard
      let found = names.first(where: { one in
        words.contains(one.lowercased().filter { $0.isLetter || $0.isNumber })
      })
    else { return }
    throw CSVError(
      "\(name): the \(noun) '\(found)' reads as a summary of the others, which would count as one more "
        + "\(noun). Take it out, or rename it.")
  }
}
