import FeatureStatistics
import LinearAlgebra

/// Several metrics in one: the mean of their ranks, or of their scores scaled, over the models of a run.
package struct MeanRank: Metric {
  /// The metrics that are combined, by their names in plans.
  enum Members: String, CaseIterable, Sendable {
    case logmeAndSFDA = "logme+sfda"
    case logmeAndHScore = "logme+hscore"
    case logmeSFDAAndGBC = "logme+sfda+gbc"
    case five = "logme+sfda+hscore+gbc+ncm"

    var names: [String] { rawValue.split(separator: "+").map(String.init) }
  }

  /// How scores of different units become comparable.
  enum Rule: String, CaseIterable, Sendable { case ranks, minmax }

  let members: Members
  let rule: Rule

  private static let membersOption = OptionDeclaration<Members>.choice(
    "of", default: .logmeAndSFDA, "the metrics that are combined, with their default options")
  private static let ruleOption = OptionDeclaration<Rule>.choice(
    "rule", default: .ranks, "mean of ranks (1 is worst), or of scores scaled to 0...1")
  package static let options: [any DeclaredOption] = [membersOption, ruleOption]

  package init(_ options: MetricOptions) throws {
    members = try options(Self.membersOption)
    rule = try options(Self.ruleOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedMeanRank(
      members: try members.names.map { name in
        guard let entry = MetricCatalog.entry(named: name) else {
          preconditionFailure("mean_rank combines \(name), which the catalogue has not")
        }
        return try entry.make([:]).prepare(checked: input)
      }, count: Self.componentCount)
  }

  /// The scores of the members, and zeros.
  package static let componentCount = 5

  package func combine(_ components: [[Double]]) -> [Double] {
    let columns = members.names.indices.map { member in components.map { $0[member] } }
    let scaled = columns.map { rule == .ranks ? Self.ranks($0) : unitScaled($0) }
    return components.indices.map { model in
      scaled.reduce(0) { $0 + $1[model] } / Double(scaled.count)
    }
  }

  /// 1 for the lowest value; equal values share the mean of their ranks.
  static func ranks(_ values: [Double]) -> [Double] {
    values.map { value in
      let (below, equal) = (values.count { $0 < value }, values.count { $0 == value })
      return Double(below) + Double(equal + 1) / 2
    }
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let parts = membersOption.defaultValue.names.compactMap { name in
      MetricCatalog.entry(named: name)?.work(shape)
    }
    return MetricWork(
      preparing: parts.reduce(0) { $0 + $1.preparing },
      scoring: parts.reduce(0) { $0 + $1.scoring })
  }

  package static let description = MetricDescription(
    name: "mean_rank", title: "Mean of ranks",
    summary: "Several metrics in one: the mean of their ranks over the models of a run.",
    formula: """
      mean over the members of rank_m(score) over the models of a run (1 is worst, equal scores share
      the mean of their ranks), or of (score - min) / (max - min) (minmax).
      """,
    inputs: [.statistics, .features],
    cost: "those of its members",
    source: "a baseline; no paper's code",
    differences: [
      "ETran's mix (0.15 energy + 0.85 LDA) is metric etran, NCTI's is ncti",
      "members are chosen beforehand, with equal weights: to choose them by the accuracies is a choice "
        + "like that of a setting, and has its price",
    ])
}

struct PreparedMeanRank: PreparedMetric {
  let members: [any PreparedMetric]
  let count: Int

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let scores = try members.map { try $0.score(motion) }
    let components = scores.map { $0.components[0] }
    return MetricScore(
      components: components + Array(repeating: 0, count: count - components.count),
      notes: scores.flatMap(\.notes))
  }
}
