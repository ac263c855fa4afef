import Ledger
import Transferability
import Wording

/// What was found, in sentences made from the numbers.
extension ReportData {
  /// First what PED does to each metric, then whether any pair of methods differs; where runs are not
  /// finished, that before all.
  var answer: [String] {
    var sentences = bases.prefix(Self.metricLimit).compactMap(effectSentence)
    if sentences.isEmpty, let best = bestMethod { sentences.append(best) }
    if let significance { sentences.append(significance) }
    return UnfinishedRuns.marking(sentences, incomplete: record.incomplete)
  }

  /// "PED at the official defaults lowers LogME's mean weighted Kendall tau by 0.274 [0.045, 0.702],
  /// from 0.585 to 0.310: worse on 6 of 8 datasets."
  private func effectSentence(_ base: MethodSetting) -> String? {
    guard hasShown, let comparison = PairedComparison(grid.baseline(of: base), shownValues(base))
    else { return nil }
    guard comparison.count > 1 else { return onlySentence(base) }
    guard comparison.isClear else { return unclearSentence(base, comparison) }
    let difference = comparison.meanDifference
    let isLower = difference < 0
    let verb =
      Typeset.fixed(abs(difference)) == Typeset.fixed(0)
      ? "does not change" : isLower ? "lowers" : "raises"
    let subject = "PED at \(shownName) \(verb) \(base.metricTitle)'s mean \(grid.value.title)"
    let interval = comparison.interval.map { interval -> String in
      let ends = isLower ? (-interval.high, -interval.low) : (interval.low, interval.high)
      return Typeset.minus(" " + IntervalText.text(ends.0, ends.1))
    }
    let size =
      verb == "does not change" ? "" : " by \(Typeset.fixed(abs(difference)))\(interval ?? "")"
    let ends = means(base)
    let count = isLower ? comparison.losses : comparison.wins
    return "\(subject)\(size)\(ends): \(isLower ? "worse" : "better") on \(count) of "
      + "\(compared(comparison))."
  }

  /// "PED at the official defaults takes LogME's weighted Kendall tau from 0.506 to 0.599 on digits8, the
  /// only dataset to compare: one says nothing of others."
  private func onlySentence(_ base: MethodSetting) -> String? {
    let shown = shownValues(base)
    let pairs = zip(datasets, zip(grid.baseline(of: base), shown))
    guard let (dataset, values) = pairs.first(where: { $0.1.0 != nil && $0.1.1 != nil }) else {
      return nil
    }
    return "PED at \(shownName) takes \(base.metricTitle)'s \(grid.value.title) from "
      + "\(Typeset.fixed(values.0)) to \(Typeset.fixed(values.1)) on \(dataset), the only dataset to "
      + "compare: one says nothing of others."
  }

  /// "8 datasets", "7 datasets (1 more has no value)".
  private func compared(_ comparison: PairedComparison) -> String {
    let missing = datasets.count - comparison.count
    return counted(comparison.count, "dataset")
      + (missing > 0 ? " (\(missing) more \(missing == 1 ? "has" : "have") no value)" : "")
  }

  /// "PED at the official defaults makes no clear change to LogME's mean weighted Kendall tau: −0.051
  /// [−0.164, 0.061], from 0.585 to 0.534; worse on 3 of 8 datasets, better on 5."
  private func unclearSentence(_ base: MethodSetting, _ comparison: PairedComparison) -> String {
    "PED at \(shownName) makes no clear change to \(base.metricTitle)'s mean \(grid.value.title): "
      + "\(Self.text(comparison))\(means(base)); worse on \(comparison.losses) of "
      + "\(compared(comparison)), better on \(comparison.wins)."
  }

  /// ", from 0.585 to 0.310": over the datasets on which both have a value.
  private func means(_ base: MethodSetting) -> String {
    let pairs = zip(grid.baseline(of: base), shownValues(base)).compactMap { before, after in
      before.flatMap { before in after.map { (before, $0) } }
    }
    guard let before = SampleStatistics.mean(pairs.map(\.0)),
      let after = SampleStatistics.mean(pairs.map(\.1))
    else { return "" }
    return ", from \(Typeset.fixed(before)) to \(Typeset.fixed(after))"
  }

  /// Of metrics without PED.
  private var bestMethod: String? {
    let means = statistics.methods.indices.compactMap { method -> (Int, Double)? in
      let column = statistics.values.map { $0[method] }
      guard column.allSatisfy({ $0 != nil }) else { return nil }
      return SampleStatistics.mean(column.compactMap { $0 }).map { (method, $0) }
    }
    guard let best = means.max(by: { ($0.1, $1.0) < ($1.1, $0.0) }) else { return nil }
    return "\(statistics.methods[best.0]) has the highest mean \(grid.value.title), "
      + "\(Typeset.fixed(best.1)) over \(counted(datasets.count, "dataset"))"
      + (means.count > 1 ? ", of \(counted(means.count, "method"))." : ".")
  }

  /// Over all pairs of methods, after Holm's correction.
  private var significance: String? {
    let pairs = statistics.pairs
    guard !pairs.isEmpty else { return nil }
    let real = pairs.filter { $0.adjusted < Self.level }
    guard !real.isEmpty else {
      if let unable = statistics.cannotReject { return unable }
      return pairs.count == 1
        ? "The difference is not significant (Wilcoxon, 5 %)."
        : "After Holm's correction no pair of the \(counted(statistics.methods.count, "method")) is told "
          + "apart (Wilcoxon, 5 %)\(nothingFindable)."
    }
    let names = real.map { pair -> String in
      let isHigher = pair.comparison.meanDifference > 0
      let (high, low) = isHigher ? (pair.second, pair.first) : (pair.first, pair.second)
      return "\(statistics.methods[high]) over \(statistics.methods[low])"
    }
    return "After Holm's correction \(real.count) of \(counted(pairs.count, "pair")) of methods "
      + "\(real.count == 1 ? "differs" : "differ") (Wilcoxon, 5 %): \(listed(names, limit: 4))."
  }

  /// Where even the smallest p is too large.
  private var nothingFindable: String {
    guard let count = statistics.pairs.map(\.comparison.count).max(),
      let power = WilcoxonPower(datasets: count, sd: 1, tests: statistics.pairs.count),
      power.smallestDifference == nil
    else { return "" }
    return ", but among \(counted(statistics.pairs.count, "pair")) over "
      + "\(counted(count, "dataset")) no difference, however large, could be found"
  }

  private static let level = 0.05
}

extension PairedComparison {
  /// Whether the interval of the mean difference is without 0; without an interval nothing is said
  /// against it.
  fileprivate var isClear: Bool { interval.map { $0.low > 0 || $0.high < 0 } ?? true }
}
