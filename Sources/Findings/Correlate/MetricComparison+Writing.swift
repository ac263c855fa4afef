import Transferability
import Wording

extension MetricComparison {
  /// For programs.
  package var json: JSONValue {
    .object([
      ("first", .text(first)), ("second", .text(second)),
      (
        "datasets",
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
      ("first_tau", .number(comparison.first)), ("second_tau", .number(comparison.second)),
      ("difference", .number(comparison.difference)),
      ("low", .optional(comparison.interval?.low)),
      ("high", .optional(comparison.interval?.high)), ("groups", .integer(comparison.groups)),
      ("p_value", .number(comparison.pValue)), ("is_exact", .flag(comparison.isExact)),
      ("p_holm", .number(adjusted)),
    ])
  }

  private var overallJSON: JSONValue {
    guard let overall else { return .null }
    return .object([
      ("datasets", .integer(overall.count)), ("mean_difference", .number(overall.meanDifference)),
      ("low", .optional(overall.interval?.low)), ("high", .optional(overall.interval?.high)),
      ("wilcoxon_p", .optional(overall.wilcoxon?.pValue)),
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
        Printed.fixed(overall.wilcoxon?.pValue, decimals: 4), "",
      ]
    ]
  }

  /// What the columns are.
  package static func note(_ options: CorrelateOptions) -> String {
    let over = "\(options.families.isEmpty ? "models" : "families") (jackknife of the difference)"
    return
      "On a dataset: interval over \(over), p by exchanging the ranks of the two metrics model "
      + "by model. Over datasets: Student's interval, Wilcoxon's p."
  }
}
