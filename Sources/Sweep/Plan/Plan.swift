import FeatureStore
import Tabular
import Transferability

/// The YAML of an experiment, checked.
package struct Plan: Sendable {
  package var experiment: String
  package var description: String?
  package var store: StoreReference
  /// How files are read where they leave it open; names are put in by ``storeOptions``.
  package var reading: ReadingOptions
  /// What source-head outputs are; nil: what their values show.
  package var logitsAre: SourceOutputs.Kind?
  package var truth: Truth
  /// Names of the store, and what the accuracies and tables call them.
  package var names: [String: String]
  package var missing: Missing
  package var onFailure: OnFailure
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

  /// What to do with what is there and cannot be used.
  package enum Missing: String, CaseIterable, Sendable { case error, skip }

  /// The accuracies that fine-tuning reached.
  package struct Truth: Sendable, Equatable {
    /// nil: the store's own.
    package var file: String?
    package var options = GroundTruthOptions()
    package var match = Match.complete

    /// Whether all names must have a counterpart.
    package enum Match: String, CaseIterable, Sendable { case complete, partial }
  }

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
