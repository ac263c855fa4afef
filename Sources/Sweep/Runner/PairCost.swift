import FeatureStore
import Ledger
import Transferability

/// What it costs to score one model on one dataset: right within a factor of about three, as
/// ``SweepForecast`` is, and better for comparing pairs with each other.
package struct PairCost: Sendable, Equatable {
  /// Floating-point operations: the pass over the features, preparing, and all settings.
  package var operations: Double
  /// Bytes of features, as they are stored before compression.
  package var bytesRead: Int
  /// Bytes of memory that the prepared model takes.
  package var memory: Int
}

/// Costs of the pairs of some inputs.
package final class PairCosts {
  private let inputs: SweepInputs
  private var pools: [String: DatasetPool] = [:]
  private var known: [Key: Double] = [:]

  /// Features of one shape cost the same under the same settings.
  private struct Key: Hashable {
    let rows: Int
    let dimension: Int
    let classes: Int
    let settings: String
  }

  package init(_ inputs: SweepInputs) { self.inputs = inputs }

  /// Of a pass without scatter, for each number: reading, digest and class sums take as long as so many
  /// operations of a product.
  private static let operationsOfNumber = 100.0

  /// - Parameters:
  ///   - settings: of the runs that the pair is scored in, with any pool.
  ///   - name: the same for the same settings.
  package func cost(
    model: String, dataset: String, settings: [RunSpecification], named name: String
  ) throws -> PairCost {
    let pool = pools[dataset] ?? DatasetPool(dataset: dataset, inputs: inputs)
    pools[dataset] = pool
    // Features that cannot be read cost nothing: their evaluations fail, with the reason.
    guard let features = try? inputs.store.features(model: model, dataset: dataset) else {
      return PairCost(operations: 0, bytesRead: 0, memory: 0)
    }
    let shape = try inputs.shape(model: model, dataset: dataset)
    let key = Key(
      rows: shape.rows, dimension: shape.dimension, classes: shape.classes, settings: name)
    let scoring = known[key] ?? SweepForecast.operations(settings, shape)
    known[key] = scoring
    let (n, d) = (Double(shape.rows), Double(shape.dimension))
    let metrics = Set(settings.map(\.metric))
    let readsScatter = metrics.contains {
      MetricCatalog.entry(named: $0)?.readsScatter ?? true
    }
    let memory = try pool.memory(
      model, metrics: metrics, settings: settings.count / max(metrics.count, 1))
    return PairCost(
      operations: scoring + n * d * (readsScatter ? min(n, d) : Self.operationsOfNumber),
      bytesRead: shape.rows * shape.dimension * features.description.type.byteCount,
      memory: memory.together)
  }

  /// Floating-point operations per second of a core of this machine.
  package static func measuredRate() -> Double { SweepForecast.measuredRate() }
}
