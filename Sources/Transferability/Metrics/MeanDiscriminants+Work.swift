/// What LDA and the nearest class mean cost alike.
extension MeanDiscriminants {
  static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.numbers
    let table = MetricWork.table(shape)
    return MetricWork(
      preparing: 2 * n * d * c, scoring: 2 * n * c * c, held: table + table / 5, bytes: table)
  }
}
