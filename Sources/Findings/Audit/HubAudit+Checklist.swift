import Wording

/// The nine points of "How NOT to benchmark your SITE metric" (arXiv 2510.06448). The thresholds are
/// this program's: each answer gives the number that it was judged by.
extension HubAudit {
  private static let largestFamilyShare = 0.5
  private static let largestSizeRatio = 10.0
  private static let largestDominatedShare = 0.1
  private static let largestConcordance = 0.5
  private static let fewestDomains = 3
  private static let largestDomainShare = 0.5

  /// What a hub should be, point by point.
  package var checklist: [AuditPoint] {
    [
      families, sizes, hierarchies, headroom, severalDomains, dispersion, ablation, gaps, released,
    ]
  }

  private var families: AuditPoint {
    let question = "Models come from different families"
    let known = table.models.compactMap { attributes.families[$0] }
    let groups = Dictionary(grouping: known, by: { $0 }).mapValues(\.count)
    guard let largest = groups.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else {
      return AuditPoint(
        question: question, answer: .unknown, detail: "give the column family in --attributes")
    }
    let share = Double(largest.value) / Double(known.count)
    return AuditPoint(
      question: question, answer: share <= Self.largestFamilyShare ? .yes : .no,
      detail:
        "\(counted(groups.count, "family", plural: "families")); the largest, \(largest.key), has "
        + "\(largest.value) of \(counted(known.count, "model"))")
  }

  private var sizes: AuditPoint {
    let question = "Models have a similar number of parameters"
    let values = table.models.compactMap { attributes.numbers[.parameters]?[$0] }.filter { $0 > 0 }
    guard let least = values.min(), let most = values.max(), values.count > 1 else {
      return AuditPoint(
        question: question, answer: .unknown, detail: "give the column parameters in --attributes")
    }
    return AuditPoint(
      question: question, answer: most / least <= Self.largestSizeRatio ? .yes : .no,
      detail:
        "the largest has \(Printed.fixed(most / least, decimals: 1)) times as many as the smallest")
  }

  private var hierarchies: AuditPoint {
    let share = dominated.of > 0 ? Double(dominated.pairs) / Double(dominated.of) : 0
    return AuditPoint(
      question: "No trivial hierarchies: few pairs in which one model wins everywhere",
      answer: share <= Self.largestDominatedShare ? .yes : .no,
      detail: "\(dominated.pairs) of \(counted(dominated.of, "pair")) "
        + "(\(Printed.fixed(100 * share, decimals: 0)) %)")
  }

  private var headroom: AuditPoint {
    let full = spreads.filter(\.isSaturated).map(\.dataset)
    let noisy = spreads.filter { spread in spread.noise.map { 2 * $0 > spread.range } ?? false }
    let answer: AuditPoint.Answer = full.isEmpty && noisy.isEmpty ? .yes : .no
    var detail =
      full.isEmpty
      ? "no dataset has all models above 99 %" : "all models are above 99 % on \(listed(full))"
    if !noisy.isEmpty {
      detail += "; the noise is as large as the spread on \(listed(noisy.map(\.dataset)))"
    }
    return AuditPoint(question: "Datasets have room between models", answer: answer, detail: detail)
  }

  private var severalDomains: AuditPoint {
    let question = "Datasets come from several domains"
    let unknown = table.datasets.filter { domains.of($0) == nil }
    guard unknown.isEmpty else {
      return AuditPoint(
        question: question, answer: .unknown,
        detail: "give the domains of \(listed(unknown, limit: 20)) with --domains")
    }
    let groups = Dictionary(grouping: table.datasets, by: { domains.of($0) ?? "" })
    let largest = groups.values.map(\.count).max() ?? 0
    let share = Double(largest) / Double(max(table.datasets.count, 1))
    let isVaried = groups.count >= Self.fewestDomains && share <= Self.largestDomainShare
    return AuditPoint(
      question: question, answer: isVaried ? .yes : .no,
      detail: "\(counted(groups.count, "domain")); the largest has \(largest) of "
        + "\(counted(table.datasets.count, "dataset"))")
  }

  private var dispersion: AuditPoint {
    let question = "No static leaderboard: ranks differ between datasets"
    guard let kendallW, let mean = staticRanker.mean, let meanChance else {
      return AuditPoint(
        question: question, answer: .unknown, detail: "this needs two datasets and three models")
    }
    let isStatic = kendallW > Self.largestConcordance || mean > meanChance
    return AuditPoint(
      question: question, answer: isStatic ? .no : .yes,
      detail: "Kendall's W \(Printed.fixed(kendallW, decimals: 2)), "
        + "\(counted(winners.count, "winner")) on \(counted(table.datasets.count, "dataset")), static ranker "
        + "\(Printed.fixed(mean, decimals: 3))")
  }

  private var ablation: AuditPoint {
    let question = "Results are given with each model left out"
    guard let found = leaveOneModelOut else {
      return AuditPoint(question: question, answer: .unknown, detail: "this needs four models")
    }
    return AuditPoint(
      question: question, answer: .yes,
      detail:
        "the static ranker's mean goes from \(Printed.fixed(found.low.1, decimals: 3)) (without "
        + "\(found.low.0)) to \(Printed.fixed(found.high.1, decimals: 3)) (without \(found.high.0))"
    )
  }

  private var gaps: AuditPoint {
    AuditPoint(
      question: "Gaps of scores are correlated with gaps of accuracies", answer: .yes,
      detail:
        "over all ordered pairs this is Pearson's r, which every run and 'pedlab correlate' have")
  }

  private var released: AuditPoint {
    AuditPoint(
      question: "Code and training pipeline are released", answer: .unknown,
      detail: "accuracies do not tell; 'pedlab reproduce' shows it for scores")
  }
}
