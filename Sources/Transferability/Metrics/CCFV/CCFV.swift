import FeatureStatistics
import LinearAlgebra

/// CC-FV: how alike the points of a class are in different images, and how different the images are.
package struct CCFV: Metric {
  /// How the Wasserstein distances are averaged.
  enum Variant: String, CaseIterable, Sendable {
    /// Divided by the pairs and the classes.
    case formula
    /// Added to themselves, as the public code does.
    case official
  }

  let variant: Variant
  let hasBackground: Bool

  private static let variantOption = OptionDeclaration<Variant>.choice(
    "variant", default: .formula,
    "the distances divided, or added to themselves as the public code has it")
  private static let backgroundOption = OptionDeclaration<Bool>.flag(
    "background", default: true,
    "whether the first class is background, whose points count for the variety alone")
  package static let options: [any DeclaredOption] = [variantOption, backgroundOption]

  package init(_ options: MetricOptions) throws {
    variant = try options(Self.variantOption)
    hasBackground = try options(Self.backgroundOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    if hasBackground { try input.requireTwoClasses("CC-FV with a background") }
    let images = try ImagePoints(input, input.requireImages("CC-FV"))
    return try PreparedCCFV(
      images: images, classes: CentredClasses(input.moments),
      distance: images.distance(variant, first: hasBackground ? 1 : 0))
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.numbers
    return MetricWork(preparing: n * n * d / c, scoring: n * c)
  }

  package static let description = MetricDescription(
    name: "ccfv", title: "CC-FV",
    summary: "Variety of images over the distance of the same class in different images.",
    formula: """
      log(F / W), W = sum over classes of the mean over I^2/2 of the Gaussian Wasserstein distances of
      a class's points in two images, divided by the classes; F = mean over pairs of images of
      1 / sqrt(|g_a - g_b|^2 + 1e-3), g the mean of all points of an image. I images; covariances
      with n - 1.
      """,
    inputs: [.features, .images], comparesClasses: false,
    cost: "once: reads of N D, and n^2 D for the n points of a class in two images; a setting: "
      + "I^2 D, no features",
    source: "Yang et al., MICCAI 2023; github.com/EndoluminalSurgicalVision-IMR/CCFV (ba07768)",
    differences: [
      "official is what the public main.py computes: after each class the sum of distances grows by its "
        + "own mean, instead of being divided",
      "one layer; the official code adds the layers' numbers",
      "a pair counts where both images have at least two points of the class; the official code gives "
        + "NaN for an image without it",
      "PED moves all images of a class alike, so W stays and F changes",
    ])
}
