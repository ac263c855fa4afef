import FeatureStatistics
import LinearAlgebra
import Testing
import Transferability

/// The physics of each switch of PED: what Documentation/ped.md says of it.
struct PEDAblationTests {
  private static let means = Matrix([[0, 0, 0], [1, 0.2, 0], [0.3, 1.1, 0.4], [0.5, 0.4, 1]])
  private static let counts = [10, 20, 30, 60]

  private func moments(
    _ means: Matrix = means, counts: [Int] = counts, variances: Matrix? = nil
  ) -> ClassMoments {
    ClassMoments(
      counts: counts, means: means,
      variances: variances ?? Matrix(rows: means.rows, columns: means.columns, repeating: 1))
  }

  private func outcome(
    _ moments: ClassMoments, rescale: PEDSettings.Rescale = .none, rows: Matrix? = nil,
    labels: [Int] = [], _ change: (inout PEDSettings) -> Void = { _ in }
  ) throws -> PEDOutcome {
    var settings = PEDSettings()
    settings.exitRatio = 0
    settings.rescale = rescale
    change(&settings)
    return try PEDPreparation(
      moments: moments, reference: nil, features: rows, labels: labels, rescale: rescale,
      floor: 0.001
    ).outcome(settings)
  }

  /// Two classes on a line, a distance of 1 apart, radii 1: an overlap of 1.
  private func pair(counts: [Int] = [5, 5]) -> ClassMoments {
    moments(Matrix([[0.0], [1]]), counts: counts)
  }

  private static let forces = PEDSettings.Force.allCases

  @Test(arguments: forces)
  func `A small step lowers the energy by force times way`(force: PEDSettings.Force) throws {
    let trace = try outcome(pair()) {
      ($0.force, $0.stepSize, $0.radiusScale, $0.iterations) = (force, 1e-4, 1, 1)
    }.trace
    // Unit mass at rest: each goes t^2 F / 2, so that the energy falls by F times twice that.
    let way = trace[1].displacement
    let strength = way / 1e-8
    let fall = trace[0].potentialEnergy - trace[1].potentialEnergy
    #expect(abs(fall / (strength * way) - 1) < 1e-6)
  }

  @Test func `Forces and energies are those of the table`() throws {
    let cases: [(PEDSettings.Force, force: Double, energy: Double)] = [
      (.overlap, 1.5, 1.125), (.inverseSquare, 1, 1 - 1 / 2.5), (.constant, 1, 1.5),
    ]
    for (force, strength, energy) in cases {
      let trace = try outcome(pair()) {
        ($0.force, $0.stepSize, $0.radiusScale, $0.iterations) = (force, 0.1, 1.25, 1)
        $0.forceConstant = 3
      }.trace
      #expect(abs(trace[0].potentialEnergy - 3 * energy) < 1e-14)
      #expect(abs(trace[1].displacement - 3 * strength * 0.01) < 1e-14)
    }
  }

  @Test func `A kept velocity carries the classes on`() throws {
    let trace = try outcome(pair()) {
      ($0.velocity, $0.radiusScale, $0.iterations) = (.kept, 1, 2)
    }.trace
    // x += v t + a t^2/2, v += a t: 0.005 each, then 0.01 + 0.99 / 200 each.
    #expect(abs(trace[1].displacement - 0.01) < 1e-15)
    #expect(abs(trace[2].displacement - 2 * (0.01 + 0.00495)) < 1e-15)
    let reset = try outcome(pair()) { ($0.radiusScale, $0.iterations) = (1, 2) }.trace
    #expect(abs(reset[2].displacement - 2 * 0.00495) < 1e-15)
  }

  @Test func `The smaller class moves farther by the ratio of sizes`() throws {
    let moments = pair(counts: [5, 15])
    let mixing = try outcome(moments) {
      ($0.mass, $0.radiusScale, $0.iterations) = (.classSize, 1, 1)
    }.motion.mixing
    let moved = mixing.times(moments.means)
    // Masses 1/2 and 3/2: 0.005 / m.
    #expect(abs(moved[0, 0] + 0.01) < 1e-15)
    #expect(abs(moved[1, 0] - 1 - 0.01 / 3) < 1e-15)
  }

  @Test(arguments: PEDSettings.Mass.allCases)
  func `A clipped pair no longer overlaps`(mass: PEDSettings.Mass) throws {
    let trace = try outcome(pair(counts: [5, 15])) {
      ($0.mass, $0.radiusScale, $0.iterations, $0.stepSize) = (mass, 1, 1, 100)
    }.trace
    #expect(trace[1].overlappingPairs == 0 && trace[1].potentialEnergy == 0)
    #expect(trace[1].displacement <= 2 + 1e-12)
  }

  @Test(arguments: forces)
  func `The order of the classes does not matter`(force: PEDSettings.Force) throws {
    let order = [2, 0, 3, 1]
    let permuted = Matrix(order.map { Array(Self.means.row($0)) })
    let change = { (settings: inout PEDSettings) in
      (settings.force, settings.mass, settings.velocity) = (force, .classSize, .kept)
    }
    let one = try outcome(moments(), change)
    let two = try outcome(
      moments(permuted, counts: order.map { Self.counts[$0] }), change)
    for (a, c) in order.enumerated() {
      for (b, d) in order.enumerated() {
        #expect(abs(two.motion.mixing[a, b] - one.motion.mixing[c, d]) < 1e-14)
      }
    }
    for (left, right) in zip(one.trace, two.trace) {
      #expect(abs(left.potentialEnergy - right.potentialEnergy) < 1e-12)
    }
  }

  @Test func `Without force, time or size nothing moves`() throws {
    for change: (inout PEDSettings) -> Void in [
      { $0.stepSize = 0 }, { $0.forceConstant = 0 }, { $0.radiusScale = 0 }, { $0.iterations = 0 },
    ] {
      let result = try outcome(moments(), change)
      #expect(result.motion.mixing == .identity(4) && result.stepsTaken == 0)
    }
  }

  @Test func `The way goes to zero with the square of the step`() throws {
    let ways = try [0.02, 0.01].map { step in
      try outcome(moments()) { ($0.stepSize, $0.iterations) = (step, 1) }.trace[1].displacement
    }
    #expect(abs(ways[0] / ways[1] - 4) < 1e-9)
  }

  @Test func `Rescaled by the target, units do not matter`() throws {
    let factors = [10, 0.1, 3.0]
    let scaled = moments(
      Self.means.scalingColumns(by: factors),
      variances: Matrix(rows: 4, columns: 3, repeating: 1)
        .scalingColumns(by: factors.map { $0 * $0 }))
    let one = try outcome(moments(), rescale: .target).motion.mixing
    let two = try outcome(scaled, rescale: .target).motion.mixing
    let without = try outcome(scaled).motion.mixing
    #expect((one - two).elements.allSatisfy { abs($0) < 1e-13 })
    #expect((one - without).elements.contains { abs($0) > 1e-4 })
  }

  @Test func `Mean distance, rms and largest distance are radii in this order`() throws {
    let data = MetricSample.ordinary
    let input = data.input
    let energies = try [PEDSettings.Radius.meanDistance, .rms, .max].map { radius in
      try outcome(input.moments, rows: data.rows, labels: data.labels) {
        ($0.radius, $0.radiusScale, $0.iterations) = (radius, 1, 1)
      }.trace[0].potentialEnergy
    }
    #expect(0 < energies[0] && energies[0] < energies[1] && energies[1] < energies[2])
  }

  /// Dimensions with next to no spread among them: the floor is a share of the features' own spread.
  @Test(arguments: [1e-9, 1e-4, 1e7])
  func `With rescale target units do not matter`(_ scale: Double) throws {
    var variances = Matrix(rows: 4, columns: 3, repeating: 1)
    for c in 0..<4 { variances[c, 1] = 1e-9 }
    var means = Self.means
    for c in 0..<4 { means[c, 1] *= 1e-4 }
    let one = try outcome(moments(means, variances: variances), rescale: .target)
    let other = try outcome(
      moments(scale * means, variances: scale * scale * variances), rescale: .target)
    #expect(one.trace[0].potentialEnergy > 0)
    for (left, right) in zip(one.trace, other.trace) {
      #expect(abs(left.potentialEnergy - right.potentialEnergy) < 1e-12 * left.potentialEnergy)
    }
  }

  @Test(arguments: [
    (
      [1.0, -1, 1], [0.0, 0, 0],
      "The reference's standard deviation of dimension 1 (from 0) is -1.0; it "
    ),
    (
      [1, .nan, 1], [0, 0, 0],
      "The reference's standard deviation of dimension 1 (from 0) is nan; it must "
    ),
    (
      [1, 1, .infinity], [0, 0, 0],
      "The reference's standard deviation of dimension 2 (from 0) is inf; it "
    ),
    (
      [1, 1, 1], [0, 0, .nan],
      "The reference's mean of dimension 2 (from 0) is nan; it must be a finite "
    ),
    ([1, 1], [0, 0], "The reference has 2 dimensions; the features have 3."),
  ])
  func `A reference that is no standard deviation is a sentence`(
    _ deviations: [Double], _ means: [Double], _ expected: String
  ) {
    let reference = ReferenceStatistics(mean: means, standardDeviation: deviations)
    let error = #expect(throws: PEDError.self) {
      try PEDPreparation(
        moments: moments(), reference: reference, rescale: .reference, floor: 0.001)
    }
    #expect(error?.description.hasPrefix(expected) == true)
  }

  @Test func `Features without rows or columns, or that are not finite, cannot be moved`() throws {
    func error(_ moments: ClassMoments, _ rescale: PEDSettings.Rescale) -> String? {
      let error = #expect(throws: PEDError.self) {
        try PEDPreparation(moments: moments, reference: nil, rescale: rescale, floor: 0.001)
      }
      return error?.description
    }
    let empty = moments(Matrix(rows: 2, columns: 3), counts: [0, 0])
    #expect(error(empty, .none) == "PED needs rows and columns; the features are 0 x 3.")
    let narrow = moments(Matrix(rows: 2, columns: 0), counts: [3, 4])
    #expect(error(narrow, .none) == "PED needs rows and columns; the features are 7 x 0.")
    let large = moments(
      Matrix([[0, 1e200, 0], [0, 0, 0]]), counts: [3, 4], variances: Matrix(rows: 2, columns: 3))
    #expect(
      error(large, .target)
        == "PED cannot rescale by the features' own standard deviations: their root mean square is "
        + "inf. The features are not finite, or too large to square.")
    let constant = moments(
      Matrix(rows: 2, columns: 3, repeating: 1), counts: [3, 4],
      variances: Matrix(rows: 2, columns: 3))
    #expect(try outcome(constant, rescale: .target).stop == .noOverlap)
  }
}
