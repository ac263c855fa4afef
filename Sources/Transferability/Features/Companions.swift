import FeatureStatistics
import LinearAlgebra

/// What few metrics read beside features, labels and source outputs. Each is looked for when a
/// metric asks for it, and is nil where the store has none.
package struct Companions: Sendable {
  /// A number of the model, such as "parameters", by its name in the store.
  package let attribute: @Sendable (_ name: String) throws -> Double?
  /// Labelled features of the model on its source data.
  package let source: @Sendable () throws -> SourceSample?
  /// Features of the same rows by the same architecture before training, N x D'.
  package let randomFeatures: @Sendable () throws -> (any RowSource)?
  /// [N], 0..<I: the image that each row was taken from.
  package let images: @Sendable () throws -> [Int]?

  /// None, where nothing is given.
  package init(
    attribute: @escaping @Sendable (_ name: String) throws -> Double? = { _ in nil },
    source: @escaping @Sendable () throws -> SourceSample? = { nil },
    randomFeatures: @escaping @Sendable () throws -> (any RowSource)? = { nil },
    images: @escaping @Sendable () throws -> [Int]? = { nil }
  ) {
    self.attribute = attribute
    self.source = source
    self.randomFeatures = randomFeatures
    self.images = images
  }
}

extension Companions {
  /// For some of the rows.
  package func selecting(_ rows: [Int]) -> Companions {
    Companions(
      attribute: attribute, source: source,
      randomFeatures: { [randomFeatures] in
        guard let all = try randomFeatures() else { return nil }
        return try all.matrix().selecting(rows)
      },
      images: { [images] in
        guard let all = try images() else { return nil }
        let kept = rows.map { all[$0] }
        let places = Dictionary(
          uniqueKeysWithValues: Set(kept).sorted().enumerated().map { ($1, $0) })
        return kept.compactMap { places[$0] }
      })
  }
}

/// Features on the source data with their labels.
package struct SourceSample: Sendable {
  /// S x D
  package let features: any RowSource
  /// [S], 0..<C'
  package let labels: [Int]

  /// - Parameter labels: one per row.
  package init(features: any RowSource, labels: [Int]) {
    self.features = features
    self.labels = labels
  }
}
