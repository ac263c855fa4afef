/// A metric bound to one (model, dataset). Safe to call from several threads at once.
package protocol PreparedMetric: Sendable {
  /// The score where the motion has put the classes.
  ///
  /// - Throws: ``MetricError`` where it has no value.
  func score(_ motion: ClassMotion) throws -> MetricScore
  /// How many motions ``scores(_:)`` computes at less cost than one by one; 1 by default.
  var sharedMotions: Int { get }
  /// What ``score(_:)`` gives for each, to the last bit, whichever others there are.
  ///
  /// - Throws: what concerns all of them, such as what reading throws.
  func scores(_ motions: [ClassMotion]) throws -> [Result<MetricScore, any Error>]
}

extension PreparedMetric {
  /// Nothing is shared.
  package var sharedMotions: Int { 1 }

  /// One by one.
  package func scores(_ motions: [ClassMotion]) throws -> [Result<MetricScore, any Error>] {
    motions.map { motion in Result { try score(motion) } }
  }
}
