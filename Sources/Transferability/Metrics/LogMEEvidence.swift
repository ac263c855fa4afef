#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The evidence of one target y, maximised over alpha and beta, divided by N.
///
/// It sees the features through sigma, the eigenvalues of F'F, and the squared components of F'y
/// along the eigenvectors: |m|^2 = sum p / (sigma + t)^2 and the residual
/// |y|^2 - sum p (sigma + 2 t) / (sigma + t)^2 with t = alpha / beta need no division by sigma.
struct LogMEEvidence {
  let rows: Double
  let dimension: Double
  /// All D eigenvalues, or the N largest if N <= D; none negative.
  let sigma: [Double]
  let variant: LogME.Variant

  /// - Parameters:
  ///   - projections: squared components of F'y, as many as `sigma`.
  ///   - squaredTarget: |y|^2
  func maximum(projections: [Double], squaredTarget: Double) -> Double {
    var (alpha, beta) = (1.0, 1.0)
    var ratio = 1.0
    var (norm, residual) = (0.0, 0.0)
    let tolerance = variant == .icml ? 0.01 : 1e-3
    for _ in 0..<11 {
      let t = alpha / beta
      ratio = t
      var (gamma, explained) = (0.0, 0.0)
      norm = 0
      for (k, eigenvalue) in sigma.enumerated() {
        let sum = eigenvalue + t
        gamma += eigenvalue / sum
        let part = projections[k] / (sum * sum)
        norm += part
        explained += part * (sum + t)
      }
      residual = max(squaredTarget - explained, 0)
      alpha = gamma / (norm + 1e-5)
      beta = (rows - gamma) / (residual + 1e-5)
      if abs(alpha / beta - ratio) / ratio <= tolerance { break }
    }
    let guardTerm = variant == .icml ? 1e-5 : 0
    var evidence = dimension / 2 * log(alpha) + rows / 2 * log(beta)
    for eigenvalue in sigma { evidence -= 0.5 * log(alpha + beta * eigenvalue) }
    evidence -= beta / 2 * (residual + guardTerm) + alpha / 2 * (norm + guardTerm)
    return (evidence - rows / 2 * log(2 * Double.pi)) / rows
  }
}
