/// What LDA and the nearest class mean cost alike.
extension MeanDiscriminants {
  static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.numbers
    return MetricWork(
      preparing: 2 * n * d * c, scoring: 2 * n * c * c, held: MetricWork.table(shape))
  }
}
