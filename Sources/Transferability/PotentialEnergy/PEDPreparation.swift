import FeatureStatistics
import LinearAlgebra
import Parallel
import Synchronization

/// PED on one (model, dataset): the motions of all settings, computed once each.
///
/// The official method (Li et al., ICCV 2023): features are divided by the standard deviation of
/// the model's features on its source data, every class is a ball of `radius_scale` times its
/// rms radius, overlapping balls push each other apart, and a step is applied while its L1 length
/// is more than `exit_ratio` of the first step's. A step of length 0, or one between coincident
/// means (no direction), is never applied. Safe to call from several threads at once.
package final class PEDPreparation: Sendable {
  /// A trajectory that grows as settings ask for more steps.
  private final class Path: Sendable {
    private let trajectory: Mutex<PEDTrajectory>

    init(_ trajectory: PEDTrajectory) { self.trajectory = Mutex(trajectory) }

    func states(_ settings: PEDSettings) -> [PEDTrajectory.State] {
      trajectory.withLock { trajectory in
        trajectory.extend(to: settings.iterations, exitRatio: settings.exitRatio)
        return trajectory.states
      }
    }
  }

  private let moments: ClassMoments
  private let features: (any RowSource)?
  private let labels: [Int]
  private let scale: [Double]
  private let madeBalls = OnceCache<PEDSettings.Radius, ClassBalls>()
  /// As many as 64 MB hold at ten states each, and more than are computed at a time: settings that
  /// share a trajectory come one after another in a sweep.
  private let paths: OnceCache<PEDTrajectory.Key, Path>

  /// - Parameters:
  ///   - features: read once, and only for the radii `mean_distance` and `max`.
  ///   - labels: the class of each row, for the same.
  /// - Throws: ``PEDError`` if there are no classes, rows or columns, or for the reasons of
  ///   ``Rescaling/divisors(_:_:_:floor:)``.
  package init(
    moments: ClassMoments, reference: ReferenceStatistics?,
    features: (any RowSource)? = nil, labels: [Int] = [], rescale: PEDSettings.Rescale,
    floor: Double
  ) throws {
    guard moments.classCount > 0 else {
      throw PEDError(
        "PED moves classes, and there are none: the labels are real-valued targets. Use motion "
          + "none.")
    }
    guard moments.sampleCount > 0, moments.dimension > 0 else {
      throw PEDError(
        "PED needs rows and columns; the features are \(moments.sampleCount) x "
          + "\(moments.dimension).")
    }
    self.moments = moments
    self.features = features
    self.labels = labels
    paths = OnceCache(
      limit: max(8, Self.heldElements / (moments.classCount * moments.classCount)))
    scale = try Rescaling.divisors(moments, reference, rescale, floor: floor)
  }

  /// As the other initialiser, for settings that share a preparation.
  package convenience init(
    moments: ClassMoments, reference: ReferenceStatistics?, features: (any RowSource)?,
    labels: [Int], for key: PEDSettings.Preparation
  ) throws {
    try self.init(
      moments: moments, reference: reference, features: features, labels: labels,
      rescale: key.rescale, floor: key.floor)
  }

  /// Elements of C x C tables, at ten states each, that make up the 64 MB.
  private static let heldElements = 800_000

  /// - Throws: ``PEDError`` for a setting out of range, or a radius whose rows are not at hand.
  package func outcome(_ settings: PEDSettings) throws -> PEDOutcome {
    try check(settings)
    let key = PEDTrajectory.Key(
      strength: Self.strength(settings),
      radiusScale: settings.radiusScale, force: settings.force, velocity: settings.velocity,
      mass: settings.mass, radius: settings.radius, clip: settings.clip)
    let path = try paths.value(for: key) {
      let balls = try balls(settings.radius)
      guard (2 * key.radiusScale * (balls.radii.max() ?? 0)).isFinite else {
        throw PEDError(
          "PED's balls are too large for a double with radius_scale \(key.radiusScale). Choose a"
            + " smaller value.")
      }
      return Path(PEDTrajectory(balls: balls, key: key))
    }
    let states = path.states(settings)
    try Self.checkRange(states, key)
    return Self.outcome(states, key, settings)
  }

  /// Numbers that leave the range of doubles move nothing, or everything; neither is a result.
  private static func checkRange(_ states: [PEDTrajectory.State], _ key: PEDTrajectory.Key) throws {
    // Between coincident means an energy may be infinite, and no step follows.
    let defined = states.last?.isDefined == false ? states.dropLast(2) : states[...]
    guard defined.allSatisfy({ $0.energy.isFinite && $0.displacement.isFinite }) else {
      throw PEDError(
        "PED's energy or step is too large for a double with radius_scale \(key.radiusScale) and"
          + " k t^2 / 2 = \(key.strength). Choose smaller values.")
    }
    guard key.strength > 0, states.count > 1, states[0].overlappingPairs > 0,
      states[1].displacement == 0
    else { return }
    throw PEDError(
      "PED's first step is 0 though \(counted(states[0].overlappingPairs, "pair")) overlap:"
        + " k t^2 / 2 = \(key.strength) is too small for a double. Choose a larger step_size.")
  }

  private static func outcome(
    _ states: [PEDTrajectory.State], _ key: PEDTrajectory.Key, _ settings: PEDSettings
  ) -> PEDOutcome {
    func row(_ step: Int, ratio: Double?) -> EnergyTraceRow {
      EnergyTraceRow(
        step: step, potentialEnergy: settings.forceConstant * states[step].energy,
        displacement: states[step].displacement, changeRatio: ratio,
        overlappingPairs: states[step].overlappingPairs)
    }
    var trace = [row(0, ratio: nil)]
    var stop = StopReason.iterations
    for step in stride(from: 1, through: settings.iterations, by: 1) {
      guard step < states.count else { break }
      let ratio = states[step].displacement / states[1].displacement
      guard ratio > settings.exitRatio else {
        stop = step == 1 && ratio.isNaN ? .noOverlap : .exitRatio
        break
      }
      trace.append(row(step, ratio: ratio))
    }
    let taken = trace.count - 1
    return PEDOutcome(
      motion: ClassMotion(mixing: states[taken].mixing, isIdentity: taken == 0),
      place: MotionPlace(trajectory: key, step: taken), trace: trace, stepsTaken: taken,
      stop: stop)
  }

  /// k t^2 / 2
  private static func strength(_ settings: PEDSettings) -> Double {
    0.5 * settings.stepSize * settings.stepSize * settings.forceConstant
  }

  /// The classes as balls, made once for each kind of radius.
  func balls(_ radius: PEDSettings.Radius) throws -> ClassBalls {
    try madeBalls.value(for: radius) { try makeBalls(radius) }
  }

  private func makeBalls(_ radius: PEDSettings.Radius) throws -> ClassBalls {
    let radii: [Double]
    if radius == .rms {
      radii = ClassRadius.rms(moments, scale: scale)
    } else {
      guard let features, labels.count == moments.sampleCount else {
        throw PEDError(
          "PED with radius \(radius.rawValue) needs the rows and their labels; only their "
            + "statistics are at hand. Use radius rms.")
      }
      let both = try ClassRadius.meanAndMax(
        moments, scale: scale, rows: features, labels: labels)
      radii = radius == .max ? both.max : both.mean
    }
    return try ClassBalls(moments: moments, scale: scale, radii: radii)
  }

  private func check(_ settings: PEDSettings) throws {
    let values = [
      ("step_size", settings.stepSize), ("force_constant", settings.forceConstant),
      ("radius_scale", settings.radiusScale),
    ]
    for (name, value) in values where !(value >= 0 && value.isFinite) {
      throw PEDError("PED's \(name) is \(value); it must be a finite number of at least 0.")
    }
    let strength = Self.strength(settings)
    let isZero = settings.stepSize == 0 || settings.forceConstant == 0
    guard strength.isFinite, isZero || strength > 0 else {
      throw PEDError(
        "PED's k t^2 / 2 is \(strength) with step_size \(settings.stepSize) and force_constant"
          + " \(settings.forceConstant), beyond the range of doubles. Choose values nearer to 1.")
    }
    guard settings.iterations >= 0 else {
      throw PEDError("PED's iterations is \(settings.iterations); it must be at least 0.")
    }
  }
}
