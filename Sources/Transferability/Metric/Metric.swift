import FeatureStatistics

/// A transferability metric: a number for a model on a dataset, larger is better.
///
/// A metric is one file, or a folder, in Metrics, and one line in ``MetricCatalog``: what it is, its
/// options and what it costs are declared here once.
package protocol Metric: Sendable {
  static var description: MetricDescription { get }
  /// All options; none by default.
  static var options: [any DeclaredOption] { get }
  /// Floating-point operations for features of a shape, right within a factor of a few.
  static func work(_ shape: SampleShape) -> MetricWork
  /// Whether the scatter within classes (D x D) is read, which costs the pass over the features N D^2; true
  /// by default. Where it is false and yet ``ScoringInput/isometric()`` is called, another pass makes it.
  static var readsScatter: Bool { get }

  /// - Throws: ``MetricError`` for a value that is not allowed.
  init(_ options: MetricOptions) throws

  /// Does once what is common to all motions of one (model, dataset): factorisations, tables.
  ///
  /// - Parameter input: has rows, columns and classes (or targets, if the metric takes such), whose
  ///   numbers agree, and finite statistics.
  /// - Throws: ``MetricError`` if the metric has no value on such data.
  func prepare(checked input: ScoringInput) throws -> any PreparedMetric

  /// Options that ``combine(_:)`` alone reads: settings that differ in nothing else share all that is
  /// computed of a model. None by default.
  static var combiningOptions: Set<String> { get }

  /// The settings that an option stands for which is a name for several; itself by default.
  static func expanded(_ options: [String: MetricOption]) -> [[String: MetricOption]]

  /// Numbers of each model that ``combine(_:)`` takes; 1 by default.
  static var componentCount: Int { get }

  /// Turns the components of all models of one run into their scores.
  ///
  /// Hub-level metrics (ETran, NCTI) normalise over the models here; the default takes the first
  /// component.
  func combine(_ components: [[Double]]) -> [Double]
}

extension Metric {
  /// None.
  package static var options: [any DeclaredOption] { [] }

  /// The scatter is read.
  package static var readsScatter: Bool { true }

  /// None.
  package static var combiningOptions: Set<String> { [] }

  /// No option stands for several.
  package static func expanded(
    _ options: [String: MetricOption]
  ) -> [[String: MetricOption]] { [options] }

  /// One number a model.
  package static var componentCount: Int { 1 }

  /// The first component of each model.
  package func combine(_ components: [[Double]]) -> [Double] { components.map { $0[0] } }

  /// The same as the type's.
  package var description: MetricDescription { Self.description }

  /// Binds the metric to one (model, dataset).
  ///
  /// - Throws: ``MetricError`` if the input lacks what the metric reads, or if the metric has no
  ///   value on it.
  package func prepare(_ input: ScoringInput) throws -> any PreparedMetric {
    try input.check(for: Self.description)
    return try prepare(checked: input)
  }
}
