import Transferability
import Wording

extension ScoreSummary {
  private var all: [Int] { Array(datasets.indices) }

  private func isWithinChance(_ row: Row) -> Bool {
    guard row.isRanked, let mean = row.mean, let chance = baselines.chance(over: all) else {
      return false
    }
    return mean <= chance
  }

  private func isLikeBest(_ place: Int) -> Bool {
    differences[place].map { $0.interval?.contains(0) ?? true } ?? false
  }

  /// For a terminal.
  package var table: TextTable {
    let lines = rows.indices.map { place -> [String] in
      let row = rows[place]
      let sign = isWithinChance(row) ? "°" : isLikeBest(place) ? "≈" : ""
      let count = row.taus.count { $0 != nil }
      return [
        row.metric, "\(row.models)", "\(count)/\(datasets.count)",
        Printed.fixed(row.mean, decimals: 3) + sign,
        IntervalText.text(row.interval?.low, row.interval?.high),
        Printed.fixed(differences[place]?.meanDifference, decimals: 3),
        IntervalText.text(differences[place]?.interval?.low, differences[place]?.interval?.high),
      ]
    }
    func bar(_ name: String, _ value: Double?) -> [String] {
      [name, "", "", Printed.fixed(value, decimals: 3), "", "", ""]
    }
    return TextTable(
      header: [
        "over datasets", "n", "datasets", "mean tau_w", "95 % interval", "to the best",
        "95 % interval",
      ],
      rows: lines + [
        bar("static ranker", baselines.staticMean(over: all)),
        bar("chance (1 in 20)", baselines.chance(over: all)),
      ], leftAligned: 1)
  }

  /// What rows and signs are.
  package var note: String {
    var text =
      "static ranker: the models in the order of their mean rank on the other datasets, which never looks "
      + "at the dataset; chance: what the mean of one random order for each dataset reaches one time in "
      + "twenty (° is not beyond it). ≈ not told apart from the best: Student's interval of the difference "
      + "over datasets holds 0, or there is none."
    if rows.contains(where: { !$0.isRanked }) {
      text +=
        " Last, without a comparison: what scored fewer models than others, or not every dataset."
    }
    return text
  }

  /// For programs.
  package var json: JSONValue {
    .object([
      ("dataset_names", .array(datasets.map { .text($0) })),
      ("per_metric", .array(rows.indices.map(json))),
      ("static_ranker_mean", .optional(baselines.staticMean(over: all))),
      ("chance_p95", .optional(baselines.chance(over: all))),
    ])
  }

  private func json(_ place: Int) -> JSONValue {
    let row = rows[place]
    return .object([
      ("metric", .text(row.metric)), ("models", .integer(row.models)),
      ("datasets", .integer(row.taus.count { $0 != nil })), ("mean", .optional(row.mean)),
      ("low", .optional(row.interval?.low)), ("high", .optional(row.interval?.high)),
      ("ranked", .flag(row.isRanked)), ("within_chance", .flag(isWithinChance(row))),
      ("difference_to_best", .optional(differences[place]?.meanDifference)),
      ("difference_low", .optional(differences[place]?.interval?.low)),
      ("difference_high", .optional(differences[place]?.interval?.high)),
      ("like_best", .flag(isLikeBest(place))),
    ])
  }
}
