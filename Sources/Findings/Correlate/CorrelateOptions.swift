import Tabular
import Transferability

/// What correlations of a score table are computed with.
package struct CorrelateOptions: Sendable {
  /// How the interval of weighted tau is found.
  package enum IntervalMethod: String, CaseIterable, Sendable {
    case jackknife, bootstrap
    case omitted = "none"
  }

  /// How weighted tau takes ranks.
  package var convention = WeightedTauConvention.symmetric
  /// How its interval is found.
  package var interval = IntervalMethod.jackknife
  /// Of the bootstrap.
  package var resamples = BootstrapInterval.defaultResamples
  /// Of whatever is drawn.
  package var seed = BootstrapInterval.defaultSeed
  /// By model; models that are not named are families of their own. Empty: models are independent.
  package var families: [String: String] = [:]
  /// Test images of the datasets.
  package var testSizes = TestSizes.unknown

  /// Whether intervals are over families; the bootstrap draws models.
  var isOverFamilies: Bool { interval == .jackknife && !families.isEmpty }

  package init() {}
}
