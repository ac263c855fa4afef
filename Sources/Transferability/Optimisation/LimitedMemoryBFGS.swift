import LinearAlgebra
import Platform

/// Minimises a smooth function by L-BFGS with ten pairs (Nocedal, Math. Comp. 1980; Zhu, Byrd, Lu,
/// Nocedal, ACM TOMS 1997), with the rules of L-BFGS-B as SciPy drives it, without bounds: the same
/// line search, the same tests in the same order. Scores that depend on where an unfinished
/// minimisation stops then agree with official code.
package struct LimitedMemoryBFGS {
  /// SciPy's `maxcor` and `maxls`, and L-BFGS-B's longest first step.
  private static let (memory, trials, largestStep) = (10, 20, 1e10)
  /// Relative: a gain below it cannot be told from the value's rounding.
  private static let rounding = 1e-12
  var iterations: Int
  /// Stops when no element of the gradient is larger.
  var gradientTolerance = 0.0
  /// Stops when a step lowers the value by at most this share of it (of 1 if it is below 1).
  var valueTolerance = -1.0
  /// Stops when the slope along the direction, twice what is left to gain, is at most this.
  var slopeTolerance = -1.0
  /// What the line search forgives, in units of the value's rounding.
  var forgiveness = 0.0
  /// Makes an approximate inverse Hessian at a point; nil: a multiple of the identity, as usual.
  var preconditioner: ((_ point: [Double]) throws -> (([Double]) -> [Double])?)?
  /// Iterations after which the approximation is made anew.
  var preconditionerLife = 10

  /// Where a minimisation ended.
  package struct Minimum {
    /// The best point found.
    package var point: [Double]
    /// The function there.
    package var value: Double
    /// Steps taken.
    package var iterations: Int
    /// Whether a tolerance was met before the iterations ran out.
    package var hasConverged: Bool
  }

  /// With a multiple of the identity as the first approximation, as SciPy has it.
  package init(iterations: Int, gradientTolerance: Double, valueTolerance: Double) {
    self.iterations = iterations
    self.gradientTolerance = gradientTolerance
    self.valueTolerance = valueTolerance
  }

  /// With an approximate inverse Hessian, for minimisations to the last digits.
  init(
    iterations: Int, slopeTolerance: Double, forgiveness: Double,
    preconditioner: @escaping (_ point: [Double]) throws -> (([Double]) -> [Double])?,
    preconditionerLife: Int
  ) {
    self.iterations = iterations
    self.slopeTolerance = slopeTolerance
    self.forgiveness = forgiveness
    self.preconditioner = preconditioner
    self.preconditionerLife = preconditionerLife
  }

  private struct Pair {
    let step, change: [Double]
    /// 1 / (step . change)
    let weight: Double
  }

  /// - Parameter evaluate: value and gradient at a point.
  /// - Throws: what `evaluate` or the preconditioner throws.
  package func minimise(
    from start: [Double], _ evaluate: ([Double]) throws -> (value: Double, gradient: [Double])
  ) throws -> Minimum {
    var (value, gradient) = try evaluate(start)
    var result = Minimum(point: start, value: value, iterations: 0, hasConverged: false)
    var pairs: [Pair] = []
    var approximation: (([Double]) -> [Double])?
    while largest(gradient) > gradientTolerance {
      guard result.iterations < iterations, value.isFinite else { return result }
      if let preconditioner, result.iterations % preconditionerLife == 0 {
        // One that cannot be made leaves the last in use.
        approximation = try preconditioner(result.point) ?? approximation
      }
      let direction = direction(gradient, pairs, approximation)
      if -dot(gradient, direction) <= slopeTolerance {
        result.hasConverged = true
        return result
      }
      let found = try search(
        result.point, value, gradient, direction,
        isScaled: result.iterations > 0 || approximation != nil, evaluate)
      guard let found else {
        // The memory misled the search: start anew along the gradient, as L-BFGS-B does.
        guard !pairs.isEmpty else {
          // What is left to gain is less than the value's rounding: no search can find it.
          result.hasConverged = -dot(gradient, direction) <= Self.rounding * max(1, abs(value))
          return result
        }
        pairs = []
        continue
      }
      result.iterations += 1
      let (oldValue, oldGradient) = (value, gradient)
      let step = zip(found.point, result.point).map { $0 - $1 }
      (result.point, result.value) = (found.point, found.value)
      (value, gradient) = (found.value, found.gradient)
      guard result.iterations < iterations else { break }
      let scale = max(abs(oldValue), abs(value), 1)
      if oldValue - value <= valueTolerance * scale {
        result.hasConverged = true
        return result
      }
      remember(step, zip(gradient, oldGradient).map { $0 - $1 }, oldGradient, &pairs)
    }
    result.hasConverged = largest(gradient) <= gradientTolerance
    return result
  }

  private func remember(
    _ step: [Double], _ change: [Double], _ oldGradient: [Double], _ pairs: inout [Pair]
  ) {
    let curvature = dot(step, change)
    guard curvature > Double.ulpOfOne * -dot(step, oldGradient) else { return }
    pairs.append(Pair(step: step, change: change, weight: 1 / curvature))
    if pairs.count > Self.memory { pairs.removeFirst() }
  }

  /// Minus the inverse Hessian times the gradient, by the two-loop recursion.
  private func direction(
    _ gradient: [Double], _ pairs: [Pair], _ approximation: (([Double]) -> [Double])?
  ) -> [Double] {
    var result = gradient.map { -$0 }
    var shares: [Double] = []
    for pair in pairs.reversed() {
      let share = pair.weight * dot(pair.step, result)
      shares.append(share)
      add(-share, pair.change, to: &result)
    }
    if let approximation {
      result = approximation(result)
    } else if let last = pairs.last {
      let scale = 1 / (last.weight * dot(last.change, last.change))
      result = result.map { $0 * scale }
    }
    for (pair, share) in zip(pairs, shares.reversed()) {
      add(share - pair.weight * dot(pair.change, result), pair.step, to: &result)
    }
    return result
  }

  private typealias Place = (point: [Double], value: Double, gradient: [Double])

  /// nil if no point along the direction will do.
  private func search(
    _ point: [Double], _ value: Double, _ gradient: [Double], _ direction: [Double],
    isScaled: Bool, _ evaluate: ([Double]) throws -> (value: Double, gradient: [Double])
  ) rethrows -> Place? {
    let slope = dot(gradient, direction)
    guard slope < 0 else { return nil }
    let length = dot(direction, direction).squareRoot()
    let start = isScaled ? 1 : min(1 / length, Self.largestStep)
    var search = MoreThuenteSearch(
      value: value, slope: slope, step: start,
      slack: forgiveness * Double.ulpOfOne * abs(value))
    for _ in 0..<Self.trials {
      var trial = point
      add(search.step, direction, to: &trial)
      let (newValue, newGradient) = try evaluate(trial)
      if search.advance(value: newValue, slope: dot(newGradient, direction)) == .ended {
        return newValue.isFinite ? (trial, newValue, newGradient) : nil
      }
    }
    return nil
  }

  private func largest(_ vector: [Double]) -> Double {
    vector.reduce(0) { max($0, abs($1)) }
  }

  private func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for i in left.indices { sum += left[i] * right[i] }
    return sum
  }

  private func add(_ factor: Double, _ vector: [Double], to target: inout [Double]) {
    for i in target.indices { target[i] += factor * vector[i] }
  }
}
