import Findings
import Ledger
import Sweep
import Tabular
import Transferability
import Wording

/// Scores from samples of rows, as `pedlab score` prints them.
enum SampleScoreText {
  private static let columns = [
    "dataset", "model", "metric", "motion", "samples_per_class", "sample_seed", "rows", "score",
    "standard_error",
  ]

  static func csv(_ found: SampleScores) -> String {
    var writer = CSVWriter()
    writer.write(columns)
    for score in found.scores {
      writer.write([
        CSVWriter.guarded(score.dataset), CSVWriter.guarded(score.model), score.setting.metric,
        motion(score), budget(score), (score.sample?.seed).map(String.init) ?? "", "\(score.rows)",
        "\(score.score)", CSVWriter.number(score.standardError),
      ])
    }
    return writer.text
  }

  /// One JSON object a line.
  static func lines(_ found: SampleScores) -> String {
    found.scores.map { score in
      JSONValue.object([
        ("dataset", .text(score.dataset)), ("model", .text(score.model)),
        ("metric", .text(score.setting.metric)), ("motion", .text(motion(score))),
        ("samples_per_class", (score.sample?.perClass).map { .integer($0) } ?? .null),
        ("sample_seed", (score.sample?.seed).map { .integer($0) } ?? .null),
        ("rows", .integer(score.rows)), ("score", .optional(score.score)),
        ("standard_error", .optional(score.standardError)),
      ]).line + "\n"
    }.joined()
  }

  private static func motion(_ score: SampleScore) -> String {
    score.setting.ped == nil ? "none" : "ped"
  }

  private static func budget(_ score: SampleScore) -> String {
    (score.sample?.perClass).map(String.init) ?? "all"
  }

  /// How close the order of a small sample is to that of all rows, and which neighbours in an order
  /// the rows do not tell apart.
  static func remarks(_ found: SampleScores) -> [String] {
    var order: [String] = []
    var groups: [String: [SampleScore]] = [:]
    for score in found.scores {
      let key = "\(score.dataset)\n\(score.setting)"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(score)
    }
    return order.flatMap { key in
      let scores = groups[key] ?? []
      return settling(scores) + undecided(scores.filter { $0.sample == nil })
    }
  }

  private static func settling(_ scores: [SampleScore]) -> [String] {
    guard let first = scores.first else { return [] }
    let all = Dictionary(
      scores.filter { $0.sample == nil }.map { ($0.model, $0.score) },
      uniquingKeysWith: { earlier, _ in earlier })
    var budgets: [Int] = []
    for score in scores {
      if let rows = score.sample?.perClass, !budgets.contains(rows) { budgets.append(rows) }
    }
    guard all.count > 1 else { return [] }
    return budgets.map { rows in
      let bySeed = Dictionary(
        grouping: scores.filter { $0.sample?.perClass == rows }, by: \.sample?.seed)
      let taus = bySeed.values.map { own in
        let common = own.filter { all[$0.model] != nil }
        return RankCorrelation.value(
          of: RankStatistic.kendallTau.name, scores: common.map(\.score),
          truth: common.compactMap { all[$0.model] })
      }.filter { !$0.isNaN }.sorted()
      guard let low = taus.first, let high = taus.last else {
        return "\(place(first)): \(rows) rows per class give all models the same score."
      }
      let text = Printed.fixed(low, decimals: 2)
      return "\(place(first)): the order from \(rows) rows per class has Kendall's tau "
        + (taus.count == 1 ? text : "\(text) to \(Printed.fixed(high, decimals: 2))")
        + " with that from all rows."
    }
  }

  /// Neighbours whose difference is less than Student's quantile times its jackknife error.
  private static func undecided(_ scores: [SampleScore]) -> [String] {
    guard let first = scores.first, first.standardError != nil else { return [] }
    let ranked = scores.sorted { ($1.score, $0.model) < ($0.score, $1.model) }
    let pairs = zip(ranked, ranked.dropFirst()).filter { upper, lower in
      let differences = zip(upper.withoutBlocks, lower.withoutBlocks).map { $0 - $1 }
      guard let error = BlockJackknife.standardError(differences) else { return true }
      let quantile = StudentDistribution.quantile(0.975, degrees: differences.count - 1)
      return upper.score - lower.score <= quantile * error
    }.map { "\($0.model) and \($1.model)" }
    guard !pairs.isEmpty else { return [] }
    let caution = MetricCatalog.entry(named: first.setting.metric)?.description.standardErrorCaution
    return [
      "\(place(first)): \(counted(pairs.count, "pair")) of neighbours in the order "
        + "\(pairs.count == 1 ? "is" : "are") not told apart on these rows: \(listed(pairs, limit: 20))."
        + (caution.map { " \($0)" } ?? "")
    ]
  }

  private static func place(_ score: SampleScore) -> String {
    "\(score.setting.metric)\(score.setting.ped == nil ? "" : " + PED") on \(score.dataset)"
  }
}
