import FeatureStatistics
import LinearAlgebra
import Platform

/// NLEEP: LEEP with the components of a Gaussian mixture in place of the source classes.
package struct NLEEP: Metric {
  let componentsPerClass: Int
  let energy: Double
  let isLogarithmic: Bool
  let seed: UInt64

  private static let componentsOption = OptionDeclaration<Int>.integer(
    "components_per_class", in: 1...1000, default: 5, "components of the mixture per class")
  private static let energyOption = OptionDeclaration<Double>.number(
    "energy", .between(0, 1), default: 0.8,
    "share of the variance that the principal components keep")
  private static let logOption = OptionDeclaration<Bool>.flag(
    "log", default: false, "mean of the log, as in the paper")
  private static let seedOption = OptionDeclaration<UInt64>.seed
  package static let options: [any DeclaredOption] = [
    componentsOption, energyOption, logOption, seedOption,
  ]

  package init(_ options: MetricOptions) throws {
    componentsPerClass = try options(Self.componentsOption)
    energy = try options(Self.energyOption)
    isLogarithmic = try options(Self.logOption)
    seed = try options(Self.seedOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let components = componentsPerClass * input.moments.classCount
    guard components <= input.labels.count else {
      throw MetricError(
        "NLEEP fits \(counted(components, "component")), \(componentsPerClass) for each class, and the "
          + "features have \(counted(input.labels.count, "row")); set components_per_class to "
          + "\(max(input.labels.count / input.moments.classCount, 1)) or less.")
    }
    let reduced = try input.isometric()
    return PreparedNLEEP(
      metric: self, input: reduced, classes: CentredClasses(reduced.rows.moments))
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.numbers
    // Some 30 rounds of 5 C full covariances in about D / 8 components.
    return MetricWork(
      preparing: MetricWork.eigen(d), scoring: 30 * 10 * n * c * d * d / 64,
      bytes: 180 * shape.rows * shape.classes)
  }

  package static let description = MetricDescription(
    name: "nleep", title: "NLEEP",
    summary: "Mean probability of the labels through the components of a Gaussian mixture.",
    formula: """
      mean_i s_i (log: mean_i log s_i), s_i = sum_z P(z|x_i) P(y_i|z); z are the components of a
      Gaussian mixture with full covariances, components_per_class x C of them, on the fewest
      principal components with more than `energy` of the variance (d of them); P(y|z) is the mean
      over the rows of P(z|x) for each label, divided by its sum over the labels.
      """,
    inputs: [.statistics, .features],
    cost: "a setting: one read of N D d, 9 D^3, and up to 100 rounds of 5 C N d^2",
    randomness: "k-means++ starts of the mixture, from option seed",
    source: "Li et al., CVPR 2021; no code of the authors; github.com/lixiaotong97/PED, "
      + "github.com/google-research/google-research stable_transfer",
    differences: [
      "no log, as in the code of SFDA, PED, NCTI and ETran; paper and Google take the log",
      "seeded; PED's code draws from the global generator of NumPy, Google's has random_state 123",
      "the official scripts take 1 component per class on food and pets, 5 elsewhere: set "
        + "components_per_class",
      "k-means and mixture follow scikit-learn 1.9's rules with other random numbers: scores agree "
        + "in distribution",
    ])
}

struct PreparedNLEEP: PreparedMetric {
  let metric: NLEEP
  let input: IsometricInput
  let classes: CentredClasses

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let axes = try PrincipalAxes(input.statistics, classes, motion, metric: "NLEEP")
    let kept = axes.leading(axes.count(explaining: metric.energy))
    let rows = try input.rows.projection(on: kept, after: motion, classes)
    var random = SplitMix64(seed: metric.seed)
    let mixture = try GaussianMixture(
      rows, components: metric.componentsPerClass * classes.counts.count, random: &random)
    let notes = mixture.hasConverged ? [] : ["the mixture did not converge in 100 rounds"]
    return try finite(score(mixture.responsibilities), "NLEEP", notes: notes)
  }

  /// - Parameter shares: K x N, P(z|x).
  private func score(_ shares: Matrix) -> Double {
    let labels = input.rows.labels
    var sums = [Double](repeating: 0, count: labels.count)
    for z in 0..<shares.rows {
      var joint = [Double](repeating: 0, count: classes.counts.count)
      let row = Array(shares.row(z))
      for (i, c) in labels.enumerated() { joint[c] += row[i] }
      let total = joint.reduce(0, +)
      guard total > 0 else { continue }
      for (i, c) in labels.enumerated() { sums[i] += row[i] * joint[c] / total }
    }
    let values = metric.isLogarithmic ? sums.map { log($0) } : sums
    return values.reduce(0, +) / Double(labels.count)
  }
}
