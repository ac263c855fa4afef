import LinearAlgebra
import Platform

/// Functions of x = log t on an interval whose singularities are all at negative t, by their
/// Chebyshev coefficients in y = tanh((x - m) / 4), m the middle: values and derivatives by x.
///
/// Singularities are pi away from the real axis: y maps that strip to the unit disc, in which
/// polynomials converge faster than those in x do in the strip, by an eighth.
struct ChebyshevPanel {
  let bounds: ClosedRange<Double>
  /// t in the middle of ``bounds``
  private let middle: Double
  /// The largest y
  private let reach: Double
  /// K x (degree + 1), a row is a function
  private let coefficients: Matrix

  /// cos(pi step / degree) for steps up to the degree, from the fraction in lowest terms: the points
  /// of a degree are among those of its double to the last bit.
  private static func cosines(_ degree: Int) -> [Double] {
    (0...degree).map { step in
      var (divisor, rest) = (degree, step)
      while rest > 0 { (divisor, rest) = (rest, divisor % rest) }
      return cos(Double.pi * Double(step / divisor) / Double(degree / divisor))
    }
  }

  /// The degree + 1 Chebyshev-Lobatto points, descending.
  static func points(_ bounds: ClosedRange<Double>, degree: Int) -> [Double] {
    let reach = bounds.reach
    return cosines(degree).map { cosine in
      let offset = 4 * atanh(cosine * reach)
      return min(max(bounds.middle + offset, bounds.lowerBound), bounds.upperBound)
    }
  }

  /// The degree at which the error falls below `error`, relative to the function's size in the
  /// complex plane. It falls by rho = 1 / k + (1 / k^2 - 1)^1/2 per degree where y goes from -k
  /// to k: the ellipse that touches the unit circle.
  static func degree(_ bounds: ClosedRange<Double>, error: Double) -> Int {
    Int((-log(error) / acosh(1 / bounds.reach)).rounded(.up))
  }

  /// How the value at each of `points` is composed of those at ``points(_:degree:)``, by the
  /// barycentric formula: a row for each.
  static func weights(
    _ bounds: ClosedRange<Double>, degree: Int, at points: [Double]
  ) -> Matrix {
    let (cosines, reach) = (cosines(degree), bounds.reach)
    var weights = Matrix(rows: points.count, columns: degree + 1)
    for (row, point) in points.enumerated() {
      let place = bounds.place(point, reach)
      if let same = cosines.firstIndex(of: place) {
        weights[row, same] = 1
        continue
      }
      var sum = 0.0
      for j in 0...degree {
        let term =
          (j % 2 == 0 ? 1.0 : -1) * (j == 0 || j == degree ? 0.5 : 1) / (place - cosines[j])
        weights[row, j] = term
        sum += term
      }
      for j in 0...degree { weights[row, j] /= sum }
    }
    return weights
  }

  /// - Parameter samples: (degree + 1) x K, the functions at ``points(_:degree:)``.
  init(_ bounds: ClosedRange<Double>, samples: Matrix) {
    self.bounds = bounds
    middle = exp(bounds.middle)
    reach = bounds.reach
    let degree = samples.rows - 1
    let cosines = Self.cosines(degree)
    var transform = Matrix(rows: degree + 1, columns: degree + 1)
    for j in 0...degree {
      for i in 0...degree {
        let ends = (i == 0 || i == degree ? 0.5 : 1) * (j == 0 || j == degree ? 0.5 : 1)
        // The period of cos(pi i j / degree) is 2 degree.
        let step = (i * j) % (2 * degree)
        transform[j, i] = 2 / Double(degree) * ends * cosines[min(step, 2 * degree - step)]
      }
    }
    coefficients = samples.transposedTimes(transform.transposed)
  }

  var degree: Int { coefficients.columns - 1 }
  /// K
  var count: Int { coefficients.rows }

  /// A function and its derivative by log t.
  typealias Value = (value: Double, slope: Double)

  /// Functions `k` and `other` and their derivatives at t, whose logarithm lies in ``bounds``.
  func values(_ k: Int, _ other: Int, at t: Double) -> (Value, Value) {
    let z = place(t)
    // T_j and U_{j-1} by the recurrence that they share; T_j' = j U_{j-1}.
    var (now, before) = (SIMD2(z, 1), SIMD2(1.0, 0))
    let width = coefficients.columns
    return coefficients.elements.withUnsafeBufferPointer { all in
      let (first, second) = (all.start + k * width, all.start + other * width)
      var (sum, otherSum) = (SIMD2(first[0], 0), SIMD2(second[0], 0))
      for j in 1..<width {
        let factors = SIMD2(1, Double(j))
        sum += first[j] * factors * now
        otherSum += second[j] * factors * now
        (now, before) = (2 * z * now - before, now)
      }
      let rate = rate(z)
      return ((sum.x, sum.y * rate), (otherSum.x, otherSum.y * rate))
    }
  }

  /// z of t: with s = (t / middle)^1/2, tanh((log t - m) / 4) = (s - 1) / (s + 1).
  private func place(_ t: Double) -> Double {
    let root = (t / middle).squareRoot()
    return (root - 1) / (root + 1) / reach
  }

  /// dz / dlog t
  private func rate(_ z: Double) -> Double {
    let y = z * reach
    return (1 - y * y) / (4 * reach)
  }

  /// What rounding of samples of the size of 1 does to derivatives.
  var slopeRounding: Double { 0x1p-52 * Double(degree * degree) * rate(0) }

  /// An estimate of the error of a function's derivative at t: the larger of the last two
  /// coefficients times the bound of T_n' there, min(n^2, n / (1 - z^2)^1/2).
  func slopeError(_ k: Int, at t: Double) -> Double {
    let last = max(abs(coefficients[k, degree]), abs(coefficients[k, degree - 1]))
    let z = place(t)
    let n = Double(degree)
    let growth = min(n * n, n / max(1 - z * z, 1e-300).squareRoot())
    return last * growth * rate(z)
  }
}

/// The variable y, and z = y / k from -1 to 1.
extension ClosedRange<Double> {
  fileprivate var middle: Double { lowerBound + (upperBound - lowerBound) / 2 }
  /// k, the largest y
  fileprivate var reach: Double { tanh((upperBound - lowerBound) / 8) }

  /// z of x
  fileprivate func place(_ point: Double, _ reach: Double) -> Double {
    tanh((point - middle) / 4) / reach
  }
}
