import Platform

/// The line search of Moré and Thuente (ACM TOMS 20, 1994) with the constants of L-BFGS-B:
/// sufficient decrease 1e-3, curvature 0.9, interval 0.1.
struct MoreThuenteSearch {
  private(set) var step: Double

  /// A step with the function's value and slope there.
  private struct Trial {
    var step, value, slope: Double
  }

  private static let largestStep = 1e10
  private let initial: Trial
  /// The slope that a step must at least gain on average.
  private let demanded: Double
  private var best: Trial
  private var other: Trial
  private var isBracketed = false
  private var isFirstStage = true
  private var low = 0.0
  private var high: Double
  private var width = largestStep
  private var widthBefore = 2 * largestStep

  /// What a value may lie above the demand because of rounding; 0 in L-BFGS-B.
  private let slack: Double

  init(value: Double, slope: Double, step: Double, slack: Double) {
    self.step = step
    self.slack = slack
    initial = Trial(step: 0, value: value, slope: slope)
    demanded = 1e-3 * slope
    best = initial
    other = initial
    high = step + 4 * step
  }

  /// Takes the function at `step`; either the search is over, or `step` is the next to try.
  mutating func isDone(value: Double, slope: Double) -> Bool {
    let bound = initial.value + step * demanded + slack
    if isFirstStage, value <= bound, slope >= 0 { isFirstStage = false }
    if isStuck(value, slope, bound) { return true }
    if value <= bound, abs(slope) <= 0.9 * -initial.slope { return true }
    let trial = Trial(step: step, value: value, slope: slope)
    if isFirstStage, value <= best.value, value > bound {
      // Until the demand has been met once: of the function minus the demanded line.
      best = lowered(best)
      other = lowered(other)
      takeStep(lowered(trial))
      best = raised(best)
      other = raised(other)
    } else {
      takeStep(trial)
    }
    narrow()
    return false
  }

  private func isStuck(_ value: Double, _ slope: Double, _ bound: Double) -> Bool {
    (isBracketed && (step <= low || step >= high))
      || (isBracketed && high - low <= 0.1 * high)
      || (step == Self.largestStep && value <= bound && slope <= demanded)
      || (step == 0 && (value > bound || slope >= demanded))
  }

  private func lowered(_ trial: Trial) -> Trial {
    Trial(
      step: trial.step, value: trial.value - trial.step * demanded,
      slope: trial.slope - demanded)
  }

  private func raised(_ trial: Trial) -> Trial {
    Trial(
      step: trial.step, value: trial.value + trial.step * demanded,
      slope: trial.slope + demanded)
  }

  private mutating func narrow() {
    if isBracketed {
      if abs(other.step - best.step) >= 0.66 * widthBefore {
        step = best.step + 0.5 * (other.step - best.step)
      }
      widthBefore = width
      width = abs(other.step - best.step)
      low = min(best.step, other.step)
      high = max(best.step, other.step)
    } else {
      low = step + 1.1 * (step - best.step)
      high = step + 4 * (step - best.step)
    }
    step = min(max(step, 0), Self.largestStep)
    if isBracketed && (step <= low || step >= high || high - low <= 0.1 * high) {
      step = best.step
    }
  }

  /// Chooses the next step by cubic and quadratic interpolation, and keeps the interval that
  /// holds a minimum.
  private mutating func takeStep(_ trial: Trial) {
    let opposite = trial.slope * (best.slope < 0 ? -1 : 1) < 0
    let next: Double
    if trial.value > best.value {
      next = afterHigherValue(trial)
      isBracketed = true
    } else if opposite {
      next = afterOppositeSlope(trial)
      isBracketed = true
    } else if abs(trial.slope) < abs(best.slope) {
      next = afterSmallerSlope(trial)
    } else {
      next = afterLargerSlope(trial)
    }
    if trial.value > best.value {
      other = trial
    } else {
      if opposite { other = best }
      best = trial
    }
    step = next
  }

  /// The first case: a minimum lies between.
  private func afterHigherValue(_ trial: Trial) -> Double {
    let theta =
      3 * (best.value - trial.value) / (trial.step - best.step) + best.slope + trial.slope
    let scale = max(abs(theta), abs(best.slope), abs(trial.slope))
    let gamma =
      scale
      * ((theta / scale) * (theta / scale) - (best.slope / scale) * (trial.slope / scale))
      .squareRoot() * (trial.step < best.step ? -1 : 1)
    let ratio = (gamma - best.slope + theta) / (gamma - best.slope + gamma + trial.slope)
    let cubic = best.step + ratio * (trial.step - best.step)
    let mean = (best.value - trial.value) / (trial.step - best.step) + best.slope
    let quadratic = best.step + best.slope / mean / 2 * (trial.step - best.step)
    return abs(cubic - best.step) < abs(quadratic - best.step)
      ? cubic : cubic + (quadratic - cubic) / 2
  }

  /// The second case: lower, but past the minimum.
  private func afterOppositeSlope(_ trial: Trial) -> Double {
    let theta =
      3 * (best.value - trial.value) / (trial.step - best.step) + best.slope + trial.slope
    let scale = max(abs(theta), abs(best.slope), abs(trial.slope))
    let gamma =
      scale
      * ((theta / scale) * (theta / scale) - (best.slope / scale) * (trial.slope / scale))
      .squareRoot() * (trial.step > best.step ? -1 : 1)
    let ratio = (gamma - trial.slope + theta) / (gamma - trial.slope + gamma + best.slope)
    let cubic = trial.step + ratio * (best.step - trial.step)
    let secant = trial.step + trial.slope / (trial.slope - best.slope) * (best.step - trial.step)
    return abs(cubic - trial.step) > abs(secant - trial.step) ? cubic : secant
  }

  /// The third case: lower and flatter, the minimum still ahead.
  private func afterSmallerSlope(_ trial: Trial) -> Double {
    let theta =
      3 * (best.value - trial.value) / (trial.step - best.step) + best.slope + trial.slope
    let scale = max(abs(theta), abs(best.slope), abs(trial.slope))
    let inner =
      (theta / scale) * (theta / scale) - (best.slope / scale) * (trial.slope / scale)
    let gamma =
      scale * max(0, inner).squareRoot() * (trial.step > best.step ? -1 : 1)
    let ratio =
      (gamma - trial.slope + theta) / (gamma + (best.slope - trial.slope) + gamma)
    let cubic: Double =
      if ratio < 0, gamma != 0 {
        trial.step + ratio * (best.step - trial.step)
      } else {
        trial.step > best.step ? high : low
      }
    let secant = trial.step + trial.slope / (trial.slope - best.slope) * (best.step - trial.step)
    guard isBracketed else {
      let farther =
        abs(cubic - trial.step) > abs(secant - trial.step) ? cubic : secant
      return min(max(farther, low), high)
    }
    let closer = abs(cubic - trial.step) < abs(secant - trial.step) ? cubic : secant
    let limit = trial.step + 0.66 * (other.step - trial.step)
    return trial.step > best.step ? min(limit, closer) : max(limit, closer)
  }

  /// The fourth case: lower and steeper.
  private func afterLargerSlope(_ trial: Trial) -> Double {
    guard isBracketed else { return trial.step > best.step ? high : low }
    let theta =
      3 * (trial.value - other.value) / (other.step - trial.step) + other.slope + trial.slope
    let scale = max(abs(theta), abs(other.slope), abs(trial.slope))
    let gamma =
      scale
      * ((theta / scale) * (theta / scale) - (other.slope / scale) * (trial.slope / scale))
      .squareRoot() * (trial.step > other.step ? -1 : 1)
    let ratio = (gamma - trial.slope + theta) / (gamma - trial.slope + gamma + other.slope)
    return trial.step + ratio * (other.step - trial.step)
  }
}
