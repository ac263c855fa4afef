import Ledger

/// What a table shows of each run.
package typealias ResultValue = CorrelationStatistic

extension ResultValue {
  /// To begin a sentence with.
  var sentenceTitle: String { title.prefix(1).uppercased() + title.dropFirst() }

  /// nil where it is undefined.
  package func value(_ correlations: Correlations) -> Double? {
    let value = correlations[self]
    return value?.isNaN == true ? nil : value
  }

  /// 1 where higher is better, -1 where lower is: times it, higher is better.
  var sign: Double { better == .higher ? 1 : -1 }
}
