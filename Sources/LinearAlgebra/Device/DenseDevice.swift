/// What a device beside the processor computes: the O(N D^2) sums of outer products and the O(D^3)
/// factorisations of large matrices. Results differ from the processor's by rounding only.
///
/// Matrices are row-major, as ``Matrix`` holds them, in the processor's memory.
package protocol DenseDevice: Sendable {
  /// "CUDA 12.4", for provenance.
  var name: String { get }

  /// Zero, in the device's memory.
  ///
  /// - Throws: ``LinearAlgebraError`` if the device has too little memory.
  func gramSum(size: Int) throws -> any GramSum

  /// Replaces the upper triangle of a symmetric matrix by the factor L' of L L'.
  ///
  /// - Returns: 0, or the order of the first leading minor that is not positive.
  func factor(_ matrix: UnsafeMutablePointer<Double>, size: Int) throws -> Int32

  /// Eigenvalues, ascending, of a symmetric matrix of which one triangle is read; with `vectors` the
  /// matrix is overwritten by the unit eigenvectors, one a row.
  ///
  /// - Returns: 0, or LAPACK's info without convergence.
  func eigen(
    _ matrix: UnsafeMutablePointer<Double>, size: Int, vectors: Bool,
    values: UnsafeMutablePointer<Double>
  ) throws -> Int32
}

/// The upper triangle of a sum of scale * X'X in a device's memory. One thread at a time uses it.
package protocol GramSum: AnyObject, Sendable {
  /// Adds scale * X'X for X of `count` x size. Cost: count * size^2 flops, count * size * 8 bytes to
  /// the device.
  func add(_ scale: Double, rows: UnsafePointer<Double>, count: Int) throws

  /// Copies the sum to the processor's memory, size x size; what is below the diagonal has no
  /// meaning.
  func copy(to matrix: UnsafeMutablePointer<Double>) throws
}
