/// A metric of the catalogue.
package struct MetricEntry: Sendable {
  private let type: any Metric.Type

  init(_ type: any Metric.Type) { self.type = type }

  /// What it is.
  package var description: MetricDescription { type.description }
  /// What can be set.
  package var options: [OptionDescription] { type.options.map(\.description) }

  /// What it costs on features of a shape.
  package func work(_ shape: SampleShape) -> MetricWork { type.work(shape) }

  /// - Throws: ``MetricError`` for an option that does not exist or a value that is not allowed.
  package func make(_ options: [String: MetricOption]) throws -> any Metric {
    try type.init(MetricOptions(options, of: type))
  }
}
