import Platform

/// A target as seen through T + N m m'. With A = (T + t)^-1, b = X'y of the centred rows, q = m'A m,
/// p = b'A m and s = 1'y, Sherman and Morrison give
/// y'F (F'F + t)^-1 F'y = b'A b + (2 s p + s^2 q - N p^2) / (1 + N q), and minus its derivative by t is
/// |m|^2. What cancels for large m is taken out by hand.
struct OffsetTarget: LogMETarget {
  /// Eigenvalues of T
  let sigma: [Double]
  /// m and b along its eigenvectors
  let mean, product: [Double]
  /// 1'y and |y|^2
  let sum, square: Double
  /// N
  let rows: Double
  /// Eigenvalues that count and are zero, beside `sigma`; negative where some of these do not count.
  let nulls: Double

  /// Sums over the eigenvectors with weights 1 / (sigma + t), and with their squares.
  private struct Moments {
    var (bb, bm, mm) = (0.0, 0.0, 0.0)
    var (bbSquared, bmSquared, mmSquared) = (0.0, 0.0, 0.0)
    var trace = 0.0
  }

  private func moments(_ t: Double) -> Moments {
    var result = Moments()
    for (k, eigenvalue) in sigma.enumerated() {
      let weight = 1 / (eigenvalue + t)
      let (b, m) = (product[k], mean[k])
      result.bb += b * b * weight
      result.bm += b * m * weight
      result.mm += m * m * weight
      result.bbSquared += b * b * weight * weight
      result.bmSquared += b * m * weight * weight
      result.mmSquared += m * m * weight * weight
      result.trace += eigenvalue * weight
    }
    return result
  }

  func response(_ t: Double) -> LogMEResponse {
    let moments = moments(t)
    let (p, q) = (moments.bm, moments.mm)
    let whole = 1 + rows * q
    // N q' / (1 + N q), relative to -1
    let slope = rows * moments.mmSquared / whole
    let explained = moments.bb + (2 * sum * p + sum * sum * q - rows * p * p) / whole
    let norm =
      moments.bbSquared + sum * sum * moments.mmSquared / whole / whole
      + 2 * (sum - rows * p) * moments.bmSquared / whole
      - (2 * sum * p - rows * p * p) / whole * slope
    return LogMEResponse(
      norm: max(norm, 0), residual: max(square - explained - t * norm, 0),
      gamma: moments.trace + t * slope)
  }

  func logDeterminant(_ t: Double) -> Double {
    let mm = zip(sigma, mean).reduce(0) { $0 + $1.1 * $1.1 / ($1.0 + t) }
    return sigma.reduce(nulls * log(t)) { $0 + log($1 + t) } + log(1 + rows * mm)
  }
}
