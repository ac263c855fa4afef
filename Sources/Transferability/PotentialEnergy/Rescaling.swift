import FeatureStatistics
import LinearAlgebra

/// What PED divides each dimension by before it compares balls.
enum Rescaling {
  /// [D]: the standard deviations that `rescale` names, none below the floor; all above 0.
  ///
  /// With `reference` the floor is in the features' units, as in the official code. With `target`,
  /// where the deviations come from the very features that are divided, it is a share of their root
  /// mean square, so that units do not matter.
  ///
  /// - Throws: ``PEDError`` if `rescale` is `reference` and there is none, its size differs, or a
  ///   value of it is no standard deviation; if the features are not finite.
  static func divisors(
    _ moments: ClassMoments, _ reference: ReferenceStatistics?,
    _ rescale: PEDSettings.Rescale, floor: Double
  ) throws -> [Double] {
    guard floor >= 0, floor.isFinite else {
      throw PEDError("PED's rescale_floor is \(floor); it must be a finite number above 0.")
    }
    switch rescale {
    case .none: return [Double](repeating: 1, count: moments.dimension)
    case .target: return try target(moments.standardDeviations, floor)
    case .reference:
      guard let reference else {
        throw PEDError(
          "PED rescales by the model's features on its source data, and the store has no "
            + "reference for this model. Add it, or set ped.rescale to target or none.")
      }
      return try checked(reference, dimension: moments.dimension, floor)
    }
  }

  private static func target(_ deviations: [Double], _ floor: Double) throws -> [Double] {
    let size = (sumOfSquares(deviations) / Double(deviations.count)).squareRoot()
    guard size.isFinite else {
      throw PEDError(
        "PED cannot rescale by the features' own standard deviations: their root mean square is "
          + "\(size). The features are not finite, or too large to square.")
    }
    // Features that are the same in all rows have no spread to take a share of; nothing moves.
    return try aboveZero(deviations.map { max($0, size > 0 ? floor * size : floor) })
  }

  private static func checked(
    _ reference: ReferenceStatistics, dimension: Int, _ floor: Double
  ) throws -> [Double] {
    let deviations = reference.standardDeviation
    guard deviations.count == dimension else {
      throw PEDError(
        "The reference has \(counted(deviations.count, "dimension")); the features have "
          + "\(dimension).")
    }
    if let bad = deviations.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw PEDError(
        "The reference's standard deviation of dimension \(bad) (from 0) is \(deviations[bad]); it "
          + "must be a finite number of at least 0. nan is what a reference without rows has, or "
          + "one that holds NaN.")
    }
    if let bad = reference.mean.firstIndex(where: { !$0.isFinite }) {
      throw PEDError(
        "The reference's mean of dimension \(bad) (from 0) is \(reference.mean[bad]); it must be a "
          + "finite number.")
    }
    return try aboveZero(deviations.map { max($0, floor) })
  }

  private static func aboveZero(_ divisors: [Double]) throws -> [Double] {
    guard let bad = divisors.firstIndex(where: { !($0 > 0) }) else { return divisors }
    throw PEDError(
      "PED cannot divide dimension \(bad) (from 0) by \(divisors[bad]); set rescale_floor above 0, "
        + "or use rescale none.")
  }
}
