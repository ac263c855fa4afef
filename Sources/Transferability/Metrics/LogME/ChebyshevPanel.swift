import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Smooth functions on an interval by their Chebyshev coefficients: values and derivatives.
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
    cosines(degree).map { bounds.lowerBound + bounds.width / 2 * (1 + $0) }
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
    let x = 2 * (point - bounds.lowerBound) / bounds.width - 1
    // T_j and U_{j-1} by their recurrence; T_j' = j U_{j-1}.
    var (t, before) = (x, 1.0)
    var (u, beforeU) = (1.0, 0.0)
    let width = coefficients.columns
    return coefficients.elements.withUnsafeBufferPointer { all in
      let c = all.baseAddress! + k * width
      var (value, slope) = (c[0], 0.0)
      for j in 1..<width {
        value += c[j] * t
        slope += c[j] * Double(j) * u
        (t, before) = (2 * x * t - before, t)
        (u, beforeU) = (2 * x * u - beforeU, u)
      }
      return (value, slope * 2 / bounds.width)
    }
  }

  /// What rounding of samples of the size of 1 does to derivatives.
  var slopeRounding: Double { 0x1p-52 * Double(degree * degree) * 2 / bounds.width }

  /// An estimate of the error of a function's derivative at `point`: the larger of the last two
  /// coefficients times the bound of T_n' there, min(n^2, n / (1 - x^2)^1/2).
  func slopeError(_ k: Int, at point: Double) -> Double {
    let last = max(abs(coefficients[k, degree]), abs(coefficients[k, degree - 1]))
    let x = 2 * (point - bounds.lowerBound) / bounds.width - 1
    let n = Double(degree)
    let growth = min(n * n, n / max(1 - x * x, 1e-300).squareRoot())
    return last * growth * 2 / bounds.width
  }
}

extension ClosedRange<Double> {
  fileprivate var width: Double { upperBound - lowerBound }
}
