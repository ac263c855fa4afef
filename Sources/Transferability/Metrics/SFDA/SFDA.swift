import FeatureStatistics
import LinearAlgebra

/// SFDA: self-challenging Fisher discriminant analysis.
package struct SFDA: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    try input.requireSpreadWithinClasses("SFDA")
    return try PreparedSFDA(input.isometric())
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.isometric.numbers
    let table = MetricWork.table(shape)
    // A quarter of the rows is taken to need a second look.
    let open = shape.rows / 4
    let second = min(
      SFDACost.factoring(dimension: Int(d), open: open),
      SFDACost.iterating(rows: shape.rows, dimension: Int(d), classes: shape.classes, open: open))
    return MetricWork(
      preparing: shape.reducing + d * d * d / 3 + 2 * n * d * c,
      scoring: second + 3 * c * d * d + 2 * n * c * c + 2 * n * d * c,
      held: table, bytes: Int(32 * d * d + 4 * min(n * d, 4e6)),
      sharing: (
        PreparedSFDA.bytesPerMotion(shape.isometric), PreparedSFDA.sharedMotions(shape.isometric)
      ))
  }

  package static let description = MetricDescription(
    name: "sfda", title: "SFDA",
    summary: "Mean probability of the true class by a regularised LDA after confidence mixing.",
    formula: """
      LDA with R = (1 - a) Sw + a tr(Sw)/D I, a = max(exp(-5 lambda_max(Sw)), 1e-10); every row is
      mixed with the mean of the other class means by its confidence p = softmax(softmax(logits)):
      x <- p x + (1 - p) mbar_y; LDA again with the same a; mean probability of the true class.
      """,
    inputs: [.statistics, .features],
    cost:
      "prepared once: one pass of 2 N D C and D^3/3; a setting: N C^2 where all rows are saturated, else "
      + "also, over the rows that are not, 2 N D C and, whichever is less, D^3/3 and a weighted Gram "
      + "(N D^2 at most), or some 3 iterations of 4 N D C + 4 D^2 C; up to 64 settings share the reads. "
      + "Where N C numbers take more than 256 MB they are not kept, and a setting reads once more",
    source: "Shao et al., ECCV 2022; github.com/TencentARC/SFDA",
    differences: [
      "the official generalised eigenproblem is not solved: its eigenvectors are complete, so the "
        + "coefficients are M R^-1 whatever they are",
      "ETran's SFDA is another function: its eigenvectors are of a matrix that is not symmetric, so "
        + "that covariances have no effect (see lda); EMMS's copy does not run",
      "labels are re-indexed here; the official code stops at a gap among them",
      "the official code changes the array that it is given; this one does not",
    ])
}
