import Parallel
import Transferability

/// The scores of one metric for settings that are known ahead, computed as many at a time as share
/// the reads of the features. Each has the bits that it would have alone.
final class SharedScores: Sendable {
  /// A motion, and which one it is; nil: not moved.
  typealias Motion = (key: MotionKey?, motion: ClassMotion)

  private let metric: any PreparedMetric
  private let groups: [[Motion]]
  private let groupOf: [MotionKey?: Int]
  private let scores = OnceCache<Int, [MotionKey?: Result<MetricScore, any Error>]>()

  /// - Parameter motions: distinct ones, those together that will be asked for together.
  init(_ metric: any PreparedMetric, _ motions: [Motion]) {
    self.metric = metric
    let size = metric.sharedMotions
    let groups = stride(from: 0, to: motions.count, by: size).map { start in
      Array(motions[start..<min(start + size, motions.count)])
    }
    self.groups = groups
    groupOf = Dictionary(
      uniqueKeysWithValues: groups.enumerated().flatMap { index, group in
        group.map { ($0.key, index) }
      })
  }

  /// The score of a motion, with those of its group if none of them was asked for before; nil for a
  /// motion that was not known.
  func score(_ key: MotionKey?) throws -> MetricScore? {
    guard let index = groupOf[key] else { return nil }
    let group = groups[index]
    let scores = try scores.value(for: index) {
      Dictionary(
        uniqueKeysWithValues: zip(group.map(\.key), try metric.scores(group.map(\.motion))))
    }
    return try scores[key]?.get()
  }
}
