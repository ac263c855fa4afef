/// The YAML of an experiment, checked.
package struct Plan: Sendable {
  package var experiment: String
  package var description: String?
  package var store: StoreReference
  /// nil: the store's own.
  package var groundTruth: String?
  /// nil: all of the store.
  package var models: [Located]?
  package var datasets: [Located]?
  package var metrics: [Located]
  package var motions: [Motion]
  package var pedAxes: [ParameterAxis]
  /// Metric name to the axes of its options.
  package var metricOptions: [String: [ParameterAxis]]
  package var sampling: Sampling
  package var exclusions: [Located]

  /// The folder that the plan's paths are relative to.
  package var folder: String
  package var path: String
  /// As written.
  package var text: String
  package var overrides: [String]

  package enum Motion: String, CaseIterable, Sendable { case none, ped }

  package enum Sampling: Sendable, Equatable {
    case grid
    case random(count: Int, seed: Int)
    case sobol(count: Int, seed: Int)
  }

  /// A word of the plan with the place where it stands.
  package struct Located: Sendable {
    package let value: String
    let place: PlanPlace

    func fail(_ message: String) -> PlanError { PlanError(place, message) }
  }

  /// A store in layout version 1, or other people's files by path templates.
  package enum StoreReference: Sendable, Equatable {
    case file(String)
    case templates([String: String])
  }
}
