import FeatureStore
import Ledger
import Tabular
import Transferability

/// The YAML of an experiment, checked.
package struct Plan: Sendable {
  /// The name under which the runs are found.
  package var experiment: String
  package var description: String?
  /// The features, as one store or as templates of files.
  package var store: StoreReference
  /// How files are read where they leave it open; names are put in by ``storeOptions``.
  package var reading: ReadingOptions
  /// What source-head outputs are; nil: what their values show.
  package var logitsAre: SourceOutputs.Kind?
  /// The accuracies and how they are to match the store.
  package var truth: Truth
  /// Names of the store, and what the accuracies and tables call them.
  package var names: [String: String]
  /// What to do about what cannot be used.
  package var missing: Missing
  /// What becomes of a run in which a model cannot be scored.
  package var onFailure: OnFailure
  /// nil: all of the store.
  package var models: [Located]?
  /// nil for all.
  package var datasets: [Located]?
  /// The names of the metrics.
  package var metrics: [Located]
  /// The metric alone, after PED, or both.
  package var motions: [Motion]
  /// The parameters of PED that are given, in the order of the plan.
  package var pedAxes: [ParameterAxis]
  /// Metric name to the axes of its options.
  package var metricOptions: [String: [ParameterAxis]]
  /// How settings are drawn from the axes.
  package var sampling: Sampling
  /// The samples of rows to score from, in the order of the plan; nil: all rows.
  package var samples: [RowSample?]
  /// Conditions on settings that are left out.
  package var exclusions: [Located]
  /// Where the evaluations are computed.
  package var executor: ExecutorChoice

  /// The folder that the plan's paths are relative to.
  package var folder: String
  /// The file, as it was named.
  package var path: String
  /// As written.
  package var text: String
  /// KEY=VALUE of `--set`, in their order.
  package var overrides: [String]

  /// Whether PED moves the classes before they are scored.
  package enum Motion: String, CaseIterable, Sendable { case none, ped }

  /// What to do with what is there and cannot be used.
  package enum Missing: String, CaseIterable, Sendable { case error, skip }

  /// The accuracies that fine-tuning reached.
  package struct Truth: Sendable, Equatable {
    /// nil: the store's own.
    package var file: String?
    /// How the accuracies are to be read.
    package var options = GroundTruthOptions()
    /// Whether all names must have a counterpart.
    package var match = Match.complete

    /// Whether all names must have a counterpart.
    package enum Match: String, CaseIterable, Sendable { case complete, partial }
  }

  /// How settings are drawn: all of the grid, at random, or by a Sobol sequence.
  package enum Sampling: Sendable, Equatable {
    case grid
    case random(count: Int, seed: Int)
    case sobol(count: Int, seed: Int)
  }

  /// A word of the plan with the place where it stands.
  package struct Located: Sendable {
    /// The text, without quotes.
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
