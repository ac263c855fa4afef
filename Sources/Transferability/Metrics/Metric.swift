/// What a metric reads.
package struct MetricInputs: OptionSet, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Class statistics only: a PED setting then reads no features.
  package static let statistics = MetricInputs(rawValue: 1)
  /// Passes over the features.
  package static let features = MetricInputs(rawValue: 2)
  /// Source-head outputs.
  package static let logits = MetricInputs(rawValue: 4)
  /// Real-valued targets (regression, multi-label) as well as classes.
  package static let targets = MetricInputs(rawValue: 8)
  /// Nothing but the shape (number of features, constant ranking).
  package static let shape: MetricInputs = []
}

/// A transferability metric: a number for a model on a dataset, larger is better.
package protocol Metric: Sendable {
  var description: MetricDescription { get }

  /// Does once what is common to all motions of one (model, dataset): factorisations, tables.
  func prepare(_ sample: Sample) throws -> any PreparedMetric

  /// Turns the components of all models of one run into their scores.
  ///
  /// Hub-level metrics (ETran, NCTI) normalise over the models here; the default takes the first
  /// component.
  func combine(_ components: [[Double]]) -> [Double]
}

extension Metric {
  package func combine(_ components: [[Double]]) -> [Double] { components.map { $0[0] } }
}

/// A metric bound to one (model, dataset). Safe to call from several threads at once.
package protocol PreparedMetric: Sendable {
  func score(_ motion: ClassMotion) throws -> MetricScore
}

package struct MetricScore: Sendable, Equatable {
  /// One number for most metrics; what ``Metric/combine(_:)`` needs for hub-level ones.
  package let components: [Double]
  /// Remarks that belong beside the number, e.g. "rank 22 of 320: the official value is unstable".
  package let notes: [String]

  package init(components: [Double], notes: [String] = []) {
    self.components = components
    self.notes = notes
  }

  package init(_ score: Double, notes: [String] = []) {
    self.init(components: [score], notes: notes)
  }
}

/// Why a metric gives no number: a sentence.
package struct MetricError: Error, CustomStringConvertible, Sendable, Equatable {
  package let description: String
  package init(_ description: String) { self.description = description }
}
