import Ledger
import Wording

extension ExperimentStatistics {
  /// What the test of a pair can find, after Holm's adjustment for all pairs.
  func power(_ pair: WilcoxonHolm.Pair) -> WilcoxonPower? {
    pair.comparison.sd.flatMap {
      WilcoxonPower(datasets: pair.comparison.count, sd: $0, tests: pairs.count)
    }
  }

  /// What the tests of the pairs cannot say.
  var powerNotes: [String] {
    guard let count = pairs.map(\.comparison.count).max(),
      let power = WilcoxonPower(datasets: count, sd: 1, tests: pairs.count)
    else { return [] }
    let smallest = Printed.fixed(power.smallestP, decimals: 4)
    let tests = "\(counted(pairs.count, "pair"))"
    guard power.smallestDifference != nil else {
      return [
        "Over \(counted(count, "dataset")) Wilcoxon's smallest p is \(smallest), which after Holm's "
          + "adjustment for \(tests) is above 0.05: no difference, however large, can be found."
      ]
    }
    return [
      "could be found: the mean difference that Wilcoxon's test finds four times in five, after Holm's "
        + "adjustment for \(tests), if differences spread as these do (normal approximation). Its "
        + "smallest p over \(counted(count, "dataset")) is \(smallest)."
    ]
  }
}
