import LinearAlgebra
import Platform

/// Functions of x = log t on an interval whose singularities are all at negative t, by their
/// Chebyshev coefficients in y = tanh((x - m) / 4), m the middle: values and derivatives by x.
///
/// Singularities are pi away from the real axis: y maps that strip to the unit disc, in which
/// polynomials converge faster than those in x do in the strip, by an eighth.
struct ChebyshevPanel {
  let bounds: ClosedRange<Double>
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
    cosines(degree).map { cosine in
      let offset = 4 * atanh(cosine * bounds.reach)
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
  ) -> [[Double]] {
    let cosines = cosines(degree)
    return points.map { point in
      let place = bounds.place(point)
      let distances = cosines.map { place - $0 }
      if let same = distances.firstIndex(of: 0) {
        return distances.indices.map { $0 == same ? 1 : 0 }
      }
      let terms = distances.indices.map { j in
        (j % 2 == 0 ? 1.0 : -1) * (j == 0 || j == degree ? 0.5 : 1) / distances[j]
      }
      let sum = terms.reduce(0, +)
      return terms.map { $0 / sum }
    }
  }

  /// - Parameter samples: (degree + 1) x K, the functions at ``points(_:degree:)``.
  init(_ bounds: ClosedRange<Double>, samples: Matrix) {
    self.bounds = bounds
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

  /// Function `k` and its derivative at `point`, which lies in the interval.
  func value(_ k: Int, at point: Double) -> (value: Double, slope: Double) {
    let z = bounds.place(point)
    // T_j and U_{j-1} by their recurrence; T_j' = j U_{j-1}.
    var (t, before) = (z, 1.0)
    var (u, beforeU) = (1.0, 0.0)
    let width = coefficients.columns
    return coefficients.elements.withUnsafeBufferPointer { all in
      let c = all.start + k * width
      var (value, slope) = (c[0], 0.0)
      for j in 1..<width {
        value += c[j] * t
        slope += c[j] * Double(j) * u
        (t, before) = (2 * z * t - before, t)
        (u, beforeU) = (2 * z * u - beforeU, u)
      }
      return (value, slope * bounds.rate(z))
    }
  }

  /// What rounding of samples of the size of 1 does to derivatives.
  var slopeRounding: Double { 0x1p-52 * Double(degree * degree) * bounds.rate(0) }

  /// An estimate of the error of a function's derivative at `point`: the larger of the last two
  /// coefficients times the bound of T_n' there, min(n^2, n / (1 - z^2)^1/2).
  func slopeError(_ k: Int, at point: Double) -> Double {
    let last = max(abs(coefficients[k, degree]), abs(coefficients[k, degree - 1]))
    let z = bounds.place(point)
    let n = Double(degree)
    let growth = min(n * n, n / max(1 - z * z, 1e-300).squareRoot())
    return last * growth * bounds.rate(z)
  }
}

/// The variable y, and z = y / k from -1 to 1.
extension ClosedRange<Double> {
  fileprivate var middle: Double { lowerBound + (upperBound - lowerBound) / 2 }
  /// k, the largest y
  fileprivate var reach: Double { tanh((upperBound - lowerBound) / 8) }

  /// z of x
  fileprivate func place(_ point: Double) -> Double { tanh((point - middle) / 4) / reach }

  /// dz / dx
  fileprivate func rate(_ z: Double) -> Double {
    let y = z * reach
    return (1 - y * y) / (4 * reach)
  }
}
