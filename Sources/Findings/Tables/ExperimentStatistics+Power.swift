import Ledger
import Wording

extension ExperimentStatistics {
  /// What the test of a pair can find, after Holm's adjustment for all pairs.
  func power(_ pair: WilcoxonHolm.Pair) -> WilcoxonPower? {
    pair.comparison.sd.flatMap {
      WilcoxonPower(datasets: pair.comparison.count, sd: $0, tests: pairs.count)
    }
  }

  /// Where the tests can find nothing at all: that, and why.
  var cannotReject: String? {
    mostPower.flatMap { $0.power.inability(datasets: $0.datasets, pairs: pairs.count) }
  }

  /// Of the pair over most datasets.
  private var mostPower: (datasets: Int, power: WilcoxonPower)? {
    pairs.map(\.comparison.count).max().flatMap { count in
      WilcoxonPower(datasets: count, sd: 1, tests: pairs.count).map { (count, $0) }
    }
  }

  /// What the tests of the pairs cannot say.
  var powerNotes: [String] {
    if let cannotReject { return [cannotReject] }
    guard let (count, power) = mostPower else { return [] }
    let smallest = Printed.fixed(power.smallestP, decimals: 4)
    let tests = "\(counted(pairs.count, "pair"))"
    return [
      "The column \"could be found\" has the mean difference that Wilcoxon's test finds four times in "
        + "five, after Holm's adjustment for \(tests), if differences spread as these do (normal "
        + "approximation). Its smallest p over \(counted(count, "dataset")) is \(smallest)."
    ]
  }
}
