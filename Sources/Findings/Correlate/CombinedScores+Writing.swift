import Wording

extension CombinedScores {
  /// For programs.
  package var json: JSONValue {
    .object([
      ("metric_names", .array(metrics.map { .text($0) })),
      ("per_dataset", .array(datasets.indices.map(datasetJSON))),
      ("datasets_left_out", .array(leftOut.map { .text($0) })),
      ("mean_weighted_tau", .number(Self.mean(taus))),
      ("mean_weighted_tau_equal", .number(Self.mean(equal))),
      ("mean_weighted_tau_single", .number(Self.mean(single))),
      ("bar", .number(bars.chosen)), ("p_value", .number(pValues.chosen)),
      (
        "chosen_on_all",
        .object([
          ("weight_by_metric", json(seen.weights)), ("mean_weighted_tau", .number(seen.mean)),
          ("bar", .number(bars.seen)), ("p_value", .number(pValues.seen)),
        ])
      ), ("permutations", .integer(permutations)),
    ])
  }

  private func datasetJSON(_ place: Int) -> JSONValue {
    .object([
      ("dataset", .text(datasets[place])),
      ("weight_by_metric", json(weights[place])), ("weighted_tau", .number(taus[place])),
      ("weighted_tau_equal", .number(equal[place])),
      ("weighted_tau_single", .number(single[place])),
    ])
  }

  private func json(_ weights: [Double]) -> JSONValue {
    .object(zip(metrics, weights).map { ($0, .number($1)) })
  }

  /// For a terminal.
  package var table: TextTable {
    let rows = datasets.indices.map { place in
      [datasets[place], text(weights[place])]
        + [taus[place], equal[place], single[place]].map { Printed.fixed($0, decimals: 3) }
    }
    let means = [taus, equal, single].map { Printed.fixed(Self.mean($0), decimals: 3) }
    return TextTable(
      header: ["combined", "weights", "weighted tau", "equal weights", "one metric"],
      rows: rows + [["mean", ""] + means], leftAligned: 2)
  }

  /// What choosing costs.
  package var sentence: String {
    "Weights and the one metric are chosen on the other datasets, by mean weighted tau of combined"
      + " ranks. With the accuracies shuffled (\(permutations) times), one choice in twenty reaches"
      + " \(Printed.fixed(bars.chosen, decimals: 3)) (p = \(Printed.fixed(pValues.chosen, decimals: 4)))."
      + " Weights chosen on all datasets (\(text(seen.weights))) have"
      + " \(Printed.fixed(seen.mean, decimals: 3)), which has seen the accuracies: there one choice in"
      + " twenty reaches \(Printed.fixed(bars.seen, decimals: 3)) (p ="
      + " \(Printed.fixed(pValues.seen, decimals: 4))).\(leftOutSentence)"
  }

  private var leftOutSentence: String {
    leftOut.isEmpty
      ? ""
      : " Left out, since a metric has no scores there or gives all models the same: \(listed(leftOut))."
  }

  /// "0.75 logme + 0.25 sfda"
  private func text(_ weights: [Double]) -> String {
    zip(weights, metrics).filter { $0.0 > 0 }.map { "\(Printed.exact($0.0)) \($0.1)" }
      .joined(separator: " + ")
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}
