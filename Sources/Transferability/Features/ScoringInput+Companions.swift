import FeatureStatistics
import LinearAlgebra

/// The companions of an input, checked.
extension ScoringInput {
  /// A number of the model.
  ///
  /// - Throws: ``MetricError`` if the store has none, or one that is not finite.
  func requireAttribute(_ name: String, _ metric: String) throws -> Double {
    guard let value = try companions.attribute(name) else {
      throw MetricError(
        "\(metric) reads the attribute \"\(name)\" of the model; the store has none. Set it on "
          + "/models/MODEL as a number.")
    }
    guard value.isFinite else {
      throw MetricError("\(metric): the attribute \"\(name)\" of the model is \(value).")
    }
    return value
  }

  /// - Throws: ``MetricError`` if there are none, or their columns are not those of the features.
  func requireSource(_ metric: String) throws -> SourceSample {
    guard let source = try companions.source() else {
      throw MetricError(
        "\(metric) reads labelled features on the source data; the store has no reference with "
          + "reference_labels for this model.")
    }
    guard source.labels.count == source.features.rows, !source.labels.isEmpty else {
      throw MetricError(
        "\(metric): the reference has \(counted(source.features.rows, "row")) and its labels "
          + "\(source.labels.count). Each row needs one.")
    }
    guard source.features.columns == features.columns else {
      throw MetricError(
        "\(metric): the reference has \(counted(source.features.columns, "column")) and the features "
          + "\(features.columns); both are outputs of one layer.")
    }
    return source
  }

  /// - Throws: ``MetricError`` if there are none, or their rows are not those of the features.
  func requireRandomFeatures(_ metric: String) throws -> any RowSource {
    guard let random = try companions.randomFeatures() else {
      throw MetricError(
        "\(metric) reads features of the untrained architecture; the store has no random_features for "
          + "this model and dataset.")
    }
    guard random.rows == features.rows, random.columns > 0 else {
      throw MetricError(
        "\(metric): the random features are \(random.rows) x \(random.columns), and the features have "
          + "\(counted(features.rows, "row")). They must be of the same samples.")
    }
    return random
  }

  /// - Throws: ``MetricError`` if it is not told which image a row is of.
  func requireImages(_ metric: String) throws -> [Int] {
    guard let images = try companions.images() else {
      throw MetricError(
        "\(metric) compares images, of which each row is a point; the store has no images for this "
          + "dataset.")
    }
    guard images.count == labels.count else {
      throw MetricError(
        "\(metric): there are \(counted(labels.count, "row")) and \(images.count) images' numbers. Each "
          + "row needs one.")
    }
    return images
  }
}
