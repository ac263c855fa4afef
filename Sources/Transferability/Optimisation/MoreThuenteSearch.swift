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
  /// L-BFGS-B's demands of a step: decrease, slope, and the relative width of an interval that ends
  /// the search.
  private static let (decrease, curvature, interval) = (1e-3, 0.9, 0.1)
  /// The bounds of a next step beyond the last one, in units of the last.
  private static let (nearest, farthest) = (1.1, 4.0)
  /// An interval that does not shrink to this share of the one before last is halved.
  private static let widestShare = 0.66
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

  /// Tolerance for rounding in the sufficient-decrease test; 0 in L-BFGS-B.
  private let slack: Double

  init(value: Double, slope: Double, step: Double, slack: Double) {
    self.step = step
    self.slack = slack
    initial = Trial(step: 0, value: value, slope: slope)
    demanded = Self.decrease * slope
    best = initial
    other = initial
    high = step + Self.farthest * step
  }

  /// What comes next.
  enum State { case searching, ended }

  /// Takes the function at `step`; either the search is over, or `step` is the next to try.
  mutating func advance(value: Double, slope: Double) -> State {
    let bound = initial.value + step * demanded + slack
    if isFirstStage, value <= bound, slope >= 0 { isFirstStage = false }
    if isStuck(value, slope, bound) { return .ended }
    if value <= bound, abs(slope) <= Self.curvature * -initial.slope { return .ended }
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
    return .searching
  }

  private func isStuck(_ value: Double, _ slope: Double, _ bound: Double) -> Bool {
    (isBracketed && (step <= low || step >= high))
      || (isBracketed && high - low <= Self.interval * high)
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
      if abs(other.step - best.step) >= Self.widestShare * widthBefore {
        step = best.step + 0.5 * (other.step - best.step)
      }
      widthBefore = width
      width = abs(other.step - best.step)
      low = min(best.step, other.step)
      high = max(best.step, other.step)
    } else {
      low = step + Self.nearest * (step - best.step)
      high = step + Self.farthest * (step - best.step)
    }
    step = min(max(step, 0), Self.largestStep)
    if isBracketed && (step <= low || step >= high || high - low <= Self.interval * high) {
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

  /// The cubic through the values and slopes of two trials: its minimiser follows from both numbers.
  private struct Cubic {
    let theta: Double
    /// Not negative.
    let gamma: Double

    init(_ known: Trial, _ trial: Trial) {
      theta =
        3 * (known.value - trial.value) / (trial.step - known.step) + known.slope + trial.slope
      let scale = max(abs(theta), abs(known.slope), abs(trial.slope))
      let inner =
        (theta / scale) * (theta / scale) - (known.slope / scale) * (trial.slope / scale)
      // Below 0 the cubic has no minimum: only the third case meets that.
      gamma = scale * max(0, inner).squareRoot()
    }

    /// The minimiser as seen from `start`, in the direction of `end`.
    func minimiser(from start: Trial, to end: Trial) -> Double {
      let gamma = end.step < start.step ? -gamma : gamma
      let ratio = (gamma - start.slope + theta) / (gamma - start.slope + gamma + end.slope)
      return start.step + ratio * (end.step - start.step)
    }
  }

  /// Where the slopes of the best and of a trial would meet 0 on a line.
  private func secant(_ trial: Trial) -> Double {
    trial.step + trial.slope / (trial.slope - best.slope) * (best.step - trial.step)
  }

  /// The first case: a minimum lies between.
  private func afterHigherValue(_ trial: Trial) -> Double {
    let cubic = Cubic(best, trial).minimiser(from: best, to: trial)
    let mean = (best.value - trial.value) / (trial.step - best.step) + best.slope
    let quadratic = best.step + best.slope / mean / 2 * (trial.step - best.step)
    return abs(cubic - best.step) < abs(quadratic - best.step)
      ? cubic : cubic + (quadratic - cubic) / 2
  }

  /// The second case: lower, but past the minimum.
  private func afterOppositeSlope(_ trial: Trial) -> Double {
    let cubic = Cubic(best, trial).minimiser(from: trial, to: best)
    let secant = secant(trial)
    return abs(cubic - trial.step) > abs(secant - trial.step) ? cubic : secant
  }

  /// The third case: lower and flatter, the minimum still ahead.
  private func afterSmallerSlope(_ trial: Trial) -> Double {
    let curve = Cubic(best, trial)
    let gamma = trial.step > best.step ? -curve.gamma : curve.gamma
    let ratio =
      (gamma - trial.slope + curve.theta) / (gamma + (best.slope - trial.slope) + gamma)
    let cubic: Double =
      if ratio < 0, gamma != 0 {
        trial.step + ratio * (best.step - trial.step)
      } else {
        trial.step > best.step ? high : low
      }
    let secant = secant(trial)
    guard isBracketed else {
      let farther =
        abs(cubic - trial.step) > abs(secant - trial.step) ? cubic : secant
      return min(max(farther, low), high)
    }
    let closer = abs(cubic - trial.step) < abs(secant - trial.step) ? cubic : secant
    let limit = trial.step + Self.widestShare * (other.step - trial.step)
    return trial.step > best.step ? min(limit, closer) : max(limit, closer)
  }

  /// The fourth case: lower and steeper.
  private func afterLargerSlope(_ trial: Trial) -> Double {
    guard isBracketed else { return trial.step > best.step ? high : low }
    return Cubic(other, trial).minimiser(from: trial, to: other)
  }
}
