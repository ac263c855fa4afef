import FeatureStatistics
import LinearAlgebra
import Testing
import Transferability

struct PEDPhysicsTests {
  /// Overlapping classes of different sizes.
  private func moments(
    _ means: Matrix = Matrix([[0, 0, 0], [1, 0.2, 0], [0.3, 1.1, 0.4], [0.5, 0.4, 1]]),
    variances: Matrix? = nil
  ) -> ClassMoments {
    let spread = variances ?? Matrix(rows: 4, columns: 3, repeating: 1)
    return ClassMoments(
      counts: [10, 20, 30, 60], means: means, variances: spread)
  }

  private func prepared(_ moments: ClassMoments) throws -> PEDPreparation {
    try PEDPreparation(moments: moments, reference: nil, rescale: .none, floor: 0.001)
  }

  private static let variants: [PEDSettings] = PEDSettings.Force.allCases.flatMap { force in
    PEDSettings.Velocity.allCases.flatMap { velocity in
      PEDSettings.Mass.allCases.map { mass in
        var settings = PEDSettings()
        (settings.force, settings.velocity, settings.mass) = (force, velocity, mass)
        settings.exitRatio = 0
        return settings
      }
    }
  }

  @Test(arguments: variants)
  func `The centroid weighted by mass stays`(_ settings: PEDSettings) throws {
    let moments = moments()
    let moved = try prepared(moments).outcome(settings).motion.mixing.times(moments.means)
    let masses =
      settings.mass == .unit ? [1.0, 1, 1, 1] : moments.counts.map { Double($0) }
    let before = moments.means.transposedTimes(masses)
    for (new, old) in zip(moved.transposedTimes(masses), before) {
      #expect(abs(new - old) < 1e-12 * masses.reduce(0, +))
    }
  }

  @Test(arguments: variants)
  func `Energy declines for small steps`(_ settings: PEDSettings) throws {
    let trace = try prepared(moments()).outcome(settings).trace
    #expect(trace.count == 7)
    for (row, next) in zip(trace, trace.dropFirst()) {
      #expect(next.potentialEnergy < row.potentialEnergy)
    }
  }

  @Test(arguments: [
    (1e200, 0.6, "PED's k t^2 / 2 is inf with step_size 1e+200"),
    (1e-200, 0.6, "PED's k t^2 / 2 is 0.0 with step_size 1e-200"),
    (0.1, 1e308, "PED's balls are too large for a double with radius_scale 1e+308"),
    (0.1, 1e200, "PED's energy or step is too large for a double with radius_scale 1e+200"),
  ])
  func `Numbers beyond the range of doubles are no result`(
    step: Double, radius: Double, message: String
  ) throws {
    var settings = PEDSettings()
    (settings.stepSize, settings.radiusScale, settings.clip) = (step, radius, false)
    let error = try #require(throws: PEDError.self) { try prepared(moments()).outcome(settings) }
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  @Test func `Rotation and translation do not matter`() throws {
    let original = moments()
    let rotation = Matrix([[0.6, -0.8, 0], [0.8, 0.6, 0], [0, 0, 1]])
    let turned = original.means.times(rotation).subtractingFromRows([5, -3, 2])
    let one = try prepared(original).outcome(PEDSettings())
    let two = try prepared(moments(turned)).outcome(PEDSettings())
    let difference = (one.motion.mixing - two.motion.mixing).elements.map(abs).max() ?? 1
    #expect(difference < 1e-13)
    #expect(abs(one.trace[6].potentialEnergy - two.trace[6].potentialEnergy) < 1e-12)
  }

  @Test func `An equal pair is as computed by hand`() throws {
    let pair = ClassMoments(
      counts: [5, 5], means: Matrix([[0.0], [1]]), variances: Matrix([[1.0], [1]]))
    var settings = PEDSettings()
    (settings.radiusScale, settings.iterations) = (1, 1)
    // Overlap 1 + 1 - 1 = 1: energy 1/2, each moves by 0.005.
    let outcome = try prepared(pair).outcome(settings)
    #expect(abs(outcome.trace[0].potentialEnergy - 0.5) < 1e-15)
    #expect(abs(outcome.trace[1].displacement - 0.01) < 1e-15)
    #expect(abs(outcome.trace[1].potentialEnergy - 0.99 * 0.99 / 2) < 1e-15)
    settings.stepSize = 10
    // Clipped: each moves by the overlap.
    #expect(abs(try prepared(pair).outcome(settings).trace[1].displacement - 2) < 1e-15)
    settings.clip = false
    #expect(abs(try prepared(pair).outcome(settings).trace[1].displacement - 100) < 1e-12)
  }

  /// A step of k t^2 / 2 = 1/2 moves each ball of a pair by half its overlap, so that they touch;
  /// what rounding leaves between them is no overlap.
  @Test(arguments: PEDSettings.Force.allCases, [0.1, 0.3, 0.7, 1 / 3.0, 1e-7, 1e5])
  func `Balls that touch do not overlap`(_ force: PEDSettings.Force, _ scale: Double) throws {
    let means = Matrix([[0.1 * scale, 0.2 * scale], [0.5 * scale, 0.9 * scale]])
    let pair = ClassMoments(
      counts: [5, 5], means: means,
      variances: Matrix(rows: 2, columns: 2, repeating: scale * scale))
    var settings = PEDSettings()
    (settings.stepSize, settings.radiusScale, settings.exitRatio) = (1, 0.7, 0)
    let touching = try prepared(pair).outcome(settings)
    #expect(touching.trace.count == 2 && touching.stop == .exitRatio)
    #expect(touching.trace[1].overlappingPairs == 0 && touching.trace[1].potentialEnergy == 0)
    // The same as they came: their distance is the sum of their radii.
    var apart = PEDSettings()
    apart.force = force
    apart.radiusScale = (0.4 * 0.4 + 0.7 * 0.7).squareRoot() / 2 / 2.0.squareRoot()
    #expect(try prepared(pair).outcome(apart).stop == .noOverlap)
  }

  @Test func `Nothing to do is said`() throws {
    let apart = moments(variances: Matrix(rows: 4, columns: 3, repeating: 1e-6))
    let coincident = moments(Matrix(rows: 4, columns: 3, repeating: 1))
    let single = ClassMoments(
      counts: [5], means: Matrix([[1.0, 2, 3]]), variances: Matrix([[1.0, 1, 1]]))
    for moments in [apart, coincident, single] {
      let outcome = try prepared(moments).outcome(PEDSettings())
      #expect(outcome.stop == .noOverlap && outcome.stepsTaken == 0)
      #expect(outcome.motion.isIdentity && outcome.trace.count == 1)
    }
  }

  @Test func `Fewer iterations are a prefix`() throws {
    let ped = try prepared(moments())
    var settings = PEDSettings()
    let six = try ped.outcome(settings)
    settings.iterations = 2
    let two = try ped.outcome(settings)
    #expect(two.trace == Array(six.trace.prefix(3)) && two.stop == .iterations)
    settings.exitRatio = 1
    #expect(try ped.outcome(settings).stop == .exitRatio)
  }

  /// A bound of the step's length often decides the exit test; the length itself must decide it alike.
  @Test(arguments: PEDSettings.Velocity.allCases, [0.05, 0.2, 0.3, 0.6, 1.2])
  func `Bounds decide the exit test as lengths do`(
    _ velocity: PEDSettings.Velocity, _ step: Double
  ) throws {
    var generator = SplitMix64(seed: 5)
    let (classes, dimensions) = (6, 40)
    let values = (0..<classes * dimensions).map { _ in generator.nextUnit() }
    let means = Matrix(rows: classes, columns: dimensions, elements: values)
    let moments = ClassMoments(
      counts: [Int](repeating: 5, count: classes), means: means,
      variances: Matrix(rows: classes, columns: dimensions, repeating: 0.1))
    var settings = PEDSettings()
    (settings.velocity, settings.stepSize, settings.exitRatio) = (velocity, step, 0)
    settings.radiusScale = 1
    // Nothing but the length decides at 0.
    let whole = try prepared(moments).outcome(settings)
    let ratios = whole.trace.compactMap(\.changeRatio)
    let ped = try prepared(moments)
    for ratio in [0.99, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.7, 0] {
      settings.exitRatio = ratio
      let outcome = try ped.outcome(settings)
      let taken = ratios.firstIndex { !($0 > ratio) } ?? ratios.count
      #expect(outcome.stepsTaken == taken)
      #expect(outcome.trace == Array(whole.trace.prefix(taken + 1)))
    }
  }

  @Test func `Missing input is a sentence`() throws {
    let error = #expect(throws: PEDError.self) {
      try PEDPreparation(
        moments: moments(), reference: nil, rescale: .reference, floor: 0.001)
    }
    #expect(
      error?.description
        == "PED rescales by the model's features on its source data, and the store has no "
        + "reference for this model. Add it, or set ped.rescale to target or none.")
    var settings = PEDSettings()
    settings.radius = .max
    #expect(throws: PEDError.self) { try prepared(moments()).outcome(settings) }
  }
}
