import Testing
import Transferability

/// Minimisations beside SciPy 1.17.1, minimize(method="L-BFGS-B", jac=True) with ftol 1e-15 and gtol
/// 1e-10: the points where maxiter stops it.
struct LimitedMemoryBFGSTests {
  private static func rosenbrock(_ x: [Double]) -> (value: Double, gradient: [Double]) {
    let (a, b) = (x[0], x[1])
    let bend = b - a * a
    return (
      (1 - a) * (1 - a) + 100 * bend * bend, [-2 * (1 - a) - 400 * a * bend, 200 * bend]
    )
  }

  private func minimum(
    _ iterations: Int, from start: [Double],
    _ evaluate: ([Double]) -> (value: Double, gradient: [Double])
  ) throws -> LimitedMemoryBFGS.Minimum {
    try LimitedMemoryBFGS(
      iterations: iterations, gradientTolerance: 1e-10, valueTolerance: 1e-15
    ).minimise(from: start, evaluate)
  }

  @Test(arguments: [
    (1, 4.225209187581896, [-1.0174097957038217, 1.0745266139984402]),
    (2, 4.127275523932904, [-1.0270197526043319, 1.068358702632824]),
    (3, 4.120517097042244, [-1.0285358469293884, 1.065342136730525]),
    (5, 4.087545016268825, [-1.021385160033696, 1.0392943881350645]),
    (10, 2.9280303063903133, [-0.6778321515223998, 0.42585440520596574]),
    (20, 0.3989229609808696, [0.37017471386553025, 0.13229321286758403]),
  ])
  func `Rosenbrock's valley is descended as SciPy does`(
    _ iterations: Int, _ value: Double, _ point: [Double]
  ) throws {
    let found = try minimum(iterations, from: [-1.2, 1], Self.rosenbrock)
    #expect(found.iterations == iterations && !found.hasConverged)
    // Rounding grows along the valley.
    #expect(abs(found.value - value) < 1e-9 * value)
    for (left, right) in zip(found.point, point) { #expect(abs(left - right) < 1e-9) }
  }

  @Test func `Rosenbrock's minimum is found`() throws {
    let found = try minimum(100, from: [-1.2, 1], Self.rosenbrock)
    #expect(found.hasConverged)
    // SciPy takes 38 iterations to 3e-22.
    #expect((36...40).contains(found.iterations) && found.value < 1e-18)
  }

  @Test(arguments: [
    (1, -0.007200720072007201), (3, -0.07135436868832676), (5, -0.19320761354083682),
    (10, -0.5552898594175295), (50, -0.5555),
  ])
  func `A quadratic form of condition 1000 is descended as SciPy does`(
    _ iterations: Int, _ value: Double
  ) throws {
    let weights = [1.0, 10, 100, 1000]
    let found = try minimum(iterations, from: [0, 0, 0, 0]) { x in
      let gradient = zip(weights, x).map { $0 * $1 - 1 }
      let value = zip(weights, x).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 - $1.1 }
      return (value, gradient)
    }
    #expect(abs(found.value - value) < 1e-10)
  }
}
