import Transferability
import Wording

extension MetricComparison {
  /// For programs.
  package var json: JSONValue {
    .object([
      ("first", .text(first)), ("second", .text(second)),
      (
        "per_dataset",
        .array(zip(datasets, adjusted).map { Self.json($0.0.dataset, $0.0.comparison, $0.1) })
      ),
      ("over_datasets", overallJSON),
    ])
  }

  private static func json(
    _ dataset: String, _ comparison: TauComparison, _ adjusted: Double
  ) -> JSONValue {
    .object([
      ("dataset", .text(dataset)), ("models", .integer(comparison.models)),
      ("first_weighted_tau", .number(comparison.first)),
      ("second_weighted_tau", .number(comparison.second)),
      ("difference", .number(comparison.difference)),
      ("low", .optional(comparison.interval?.low)),
      ("high", .optional(comparison.interval?.high)), ("groups", .integer(comparison.groups)),
      ("p_value", .number(comparison.pValue)), ("exact", .flag(comparison.isExact)),
      ("p_holm", .number(adjusted)),
    ])
  }

  private var overallJSON: JSONValue {
    guard let overall else { return .null }
    return .object([
      ("datasets", .integer(overall.count)), ("mean_difference", .number(overall.meanDifference)),
      ("low", .optional(overall.interval?.low)), ("high", .optional(overall.interval?.high)),
      ("p_wilcoxon", .optional(overall.wilcoxon?.pValue)),
      ("p_holm", .optional(overallTest?.adjusted)),
      ("p_smallest", .optional(overallTest?.power?.smallestP)),
      ("detectable_difference", .optional(overallTest?.power?.smallestDifference)),
    ])
  }

  /// For a terminal.
  package static func table(_ comparisons: [MetricComparison]) -> TextTable {
    let rows = comparisons.flatMap { pair in
      zip(pair.datasets, pair.adjusted).map { item, adjusted in
        [
          pair.second, pair.first, item.dataset, "\(item.comparison.models)",
          Printed.fixed(item.comparison.difference, decimals: 3),
          IntervalText.text(item.comparison.interval?.low, item.comparison.interval?.high),
          Printed.fixed(item.comparison.pValue, decimals: 4), Printed.fixed(adjusted, decimals: 4),
        ]
      } + pair.overallRow
    }
    return TextTable(
      header: [
        "metric", "against", "dataset", "n", "difference", "95 % interval", "p", "p (Holm)",
      ],
      rows: rows, leftAligned: 3)
  }

  private var overallRow: [[String]] {
    guard let overall else { return [] }
    return [
      [
        second, first, "(over \(counted(overall.count, "dataset")))", "",
        Printed.fixed(overall.meanDifference, decimals: 3),
        IntervalText.text(overall.interval?.low, overall.interval?.high),
        Printed.fixed(overall.wilcoxon?.pValue, decimals: 4),
        Printed.fixed(overallTest?.adjusted, decimals: 4),
      ]
    ]
  }

  /// What the columns are.
  package static func note(
    _ comparisons: [MetricComparison], _ options: CorrelateOptions
  ) -> String {
    let over = "\(options.families.isEmpty ? "models" : "families") (jackknife of the difference)"
    return
      "On a dataset: interval over \(over), p by exchanging the ranks of the two metrics model "
      + "by model, (Holm) for all pairs on all datasets. Over datasets: Student's interval, Wilcoxon's p, "
      + "(Holm) for all pairs.\(power(comparisons))"
  }

  /// What the tests over datasets can find at all.
  private static func power(_ comparisons: [MetricComparison]) -> String {
    let tested = comparisons.filter { $0.overallTest?.power != nil }
    guard let most = tested.max(by: { ($0.overall?.count ?? 0) < ($1.overall?.count ?? 0) }),
      let power = most.overallTest?.power, let count = most.overall?.count
    else { return "" }
    let pairs = comparisons.count { $0.overall != nil }
    if let unable = power.inability(datasets: count, pairs: pairs) { return " " + unable }
    let found = tested.compactMap { one in
      one.overallTest?.power?.smallestDifference.map {
        "\(one.second) against \(one.first) \(Printed.fixed($0, decimals: 3))"
      }
    }
    return " Mean differences that are found four times in five: \(listed(found, limit: 12))."
  }
}
