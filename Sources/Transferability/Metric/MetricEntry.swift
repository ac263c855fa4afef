/// A metric of the catalogue.
package struct MetricEntry: Sendable {
  private let type: any Metric.Type

  init(_ type: any Metric.Type) { self.type = type }

  /// What it is.
  package var description: MetricDescription { type.description }
  /// What can be set.
  package var options: [OptionDescription] { type.options.map(\.description) }

  /// Whether the pass over the features is to make their scatter within classes.
  package var readsScatter: Bool { type.readsScatter }

  /// Whether it gives a model one number, which other models do not change.
  var isOfOneModel: Bool { type.componentCount == 1 }

  /// The options of the settings that these options stand for, without those at their defaults.
  package func expanded(_ options: [String: MetricOption]) -> [[String: MetricOption]] {
    type.expanded(options)
  }

  /// The options without those that only combining the models of a run reads.
  package func ofOneModel(_ options: [String: MetricOption]) -> [String: MetricOption] {
    options.filter { !type.combiningOptions.contains($0.key) }
  }

  /// What it costs on features of a shape.
  package func work(_ shape: SampleShape) -> MetricWork { type.work(shape) }

  /// - Throws: ``MetricError`` for an option that does not exist or a value that is not allowed.
  package func make(_ options: [String: MetricOption]) throws -> any Metric {
    try type.init(MetricOptions(options, of: type))
  }
}
