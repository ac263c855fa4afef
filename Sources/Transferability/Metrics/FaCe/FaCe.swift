import FeatureStatistics
import LinearAlgebra

/// FaCe: variance collapse and class fairness of a model, each scaled to 0...1 over the models, added.
package struct FaCe: Metric {
  private let fairness: ClassFairness
  private let collapse: VarianceCollapse

  package static let options: [any DeclaredOption] = ClassFairness.options

  /// The temperature of ``ClassFairness``.
  package init(_ options: MetricOptions) throws {
    fairness = ClassFairness(temperature: try options(ClassFairness.temperatureOption))
    collapse = VarianceCollapse(options)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedTerms(
      terms: [try collapse.prepare(checked: input), try fairness.prepare(checked: input)])
  }

  /// Collapse and fairness.
  package static let componentCount = 2

  package func combine(_ components: [[Double]]) -> [Double] {
    zip(unitScaled(components.map { $0[0] }), unitScaled(components.map { $0[1] })).map { $0 + $1 }
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (first, second) = (VarianceCollapse.work(shape), ClassFairness.work(shape))
    return MetricWork(
      preparing: first.preparing + second.preparing, scoring: first.scoring + second.scoring)
  }

  package static let description = MetricDescription(
    name: "face", title: "FaCe",
    summary: "Variance collapse and class fairness, scaled over the models of a run and added.",
    formula: """
      minmax(variance_collapse) + minmax(class_fairness) over the models of a run. Equal values scale
      to 0.
      """,
    inputs: .statistics,
    cost: "once: D^2 C; a setting: 12 C^3, no features",
    source: "Ding et al., arXiv 2310.05754 (FaCe); no code of FaCe is public",
    differences: ["see class_fairness for what could not be compared with the paper"])
}

/// Several numbers of a model, for a metric that combines them over the models.
struct PreparedTerms: PreparedMetric {
  let terms: [any PreparedMetric]

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let scores = try terms.map { try $0.score(motion) }
    return MetricScore(
      components: scores.map { $0.components[0] }, notes: scores.flatMap(\.notes))
  }
}
