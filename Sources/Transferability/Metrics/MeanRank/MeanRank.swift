import FeatureStatistics
import LinearAlgebra
import Wording

/// Several metrics in one: the weighted mean of their ranks, or of their scores scaled, over the models
/// of a run.
package struct MeanRank: Metric {
  /// How scores of different units become comparable.
  enum Rule: String, CaseIterable, Sendable { case ranks, minmax }

  /// The names of the metrics.
  let members: [String]
  let rule: Rule
  /// Of each member; they need not sum to 1.
  let weights: [Double]

  static let membersOption = OptionDeclaration<String>.sum(
    "of", .names(memberNames, count: 2...componentCount), default: "logme+sfda",
    "the metrics that are combined, with their default options")
  private static let ruleOption = OptionDeclaration<Rule>.choice(
    "rule", default: .ranks, "mean of ranks (1 is worst), or of scores scaled to 0...1")
  static let weightsOption = OptionDeclaration<String>.sum(
    "weights", .shares(words: [CombiningWeights.equal, CombiningWeights.quarters]),
    default: CombiningWeights.equal,
    "of the metrics, in the order of `of`; quarters stands for all multiples of 1/4 that sum to 1, a "
      + "setting each, of which tables show those chosen on the other datasets")
  package static let options: [any DeclaredOption] = [membersOption, ruleOption, weightsOption]

  /// What is computed of a model is the scores of the members, whatever they weigh.
  package static let combiningOptions: Set = ["rule", "weights"]

  /// - Throws: ``MetricError`` for weights that are not as many as the members.
  package init(_ options: MetricOptions) throws {
    members = try options(Self.membersOption).split(separator: SumKind.sign).map(String.init)
    rule = try options(Self.ruleOption)
    let text = try options(Self.weightsOption)
    weights =
      text == CombiningWeights.equal
      ? members.map { _ in 1 } : try CombiningWeights.numbers(text, of: members)
  }

  /// What gives a number to a model by its features and labels alone.
  private static var memberNames: [String] {
    MetricCatalog.entries.filter { entry in
      let inputs = entry.description.inputs.subtracting(.targets)
      return entry.isOfOneModel && !inputs.isEmpty
        && inputs.isSubset(of: [.statistics, .features])
    }.map(\.description.name)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedMeanRank(
      members: try members.map { name in
        guard let entry = MetricCatalog.entry(named: name) else {
          preconditionFailure("mean_rank combines \(name), which the catalogue has not")
        }
        return try entry.make([:]).prepare(checked: input)
      }, count: Self.componentCount)
  }

  /// The scores of the members, and zeros.
  package static let componentCount = 5

  package func combine(_ components: [[Double]]) -> [Double] {
    let columns = members.indices.map { member in components.map { $0[member] } }
    let scaled = columns.map {
      rule == .ranks ? LinearCorrelation.averageRanks($0) : unitScaled($0)
    }
    let total = weights.reduce(0, +)
    return components.indices.map { model in
      zip(scaled, weights).reduce(0) { $0 + $1.1 * $1.0[model] } / total
    }
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let names = membersOption.defaultValue.split(separator: SumKind.sign).map(String.init)
    let parts = names.compactMap { MetricCatalog.entry(named: $0)?.work(shape) }
    return MetricWork(
      preparing: parts.reduce(0) { $0 + $1.preparing },
      scoring: parts.reduce(0) { $0 + $1.scoring })
  }

  package static let description = MetricDescription(
    name: "mean_rank", title: "Mean of ranks",
    summary: "Several metrics in one: the mean of their ranks over the models of a run.",
    formula: """
      sum over the members of w_m rank_m(score) / sum of w, over the models of a run (1 is worst, equal
      scores share the mean of their ranks), or of w_m (score - min) / (max - min) (minmax).
      """,
    inputs: [.statistics, .features],
    cost: "once: those of its members; a setting: those of its members, whatever their weights",
    source: "a baseline; no paper's code",
    differences: [
      "members are metrics that read features and labels alone and score one model at a time; "
        + "`pedlab correlate --combine` combines any scores",
      "rule minmax with weights 0.15+0.85 is ETran's mix of any two metrics; its own, of the energy of "
        + "features and LDA, is metric etran, and NCTI's is ncti",
      "weights that are chosen by the accuracies are a choice like that of a setting: tables show those "
        + "chosen on the other datasets, and `pedlab statistics --part permutation` what the choice is "
        + "worth",
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
