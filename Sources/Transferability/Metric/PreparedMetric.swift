/// A metric bound to one (model, dataset). Safe to call from several threads at once.
package protocol PreparedMetric: Sendable {
  func score(_ motion: ClassMotion) throws -> MetricScore
}
