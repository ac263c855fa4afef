import LinearAlgebra

/// Where a motion has put the classes: the moved means are `mixing` times the original means, and
/// each row moves rigidly with its class.
///
/// Every PED state has this form (each shift is a combination of differences of class means).
package struct ClassMotion: Sendable {
  /// C x C, rows sum to 1; the identity is "not moved".
  package let mixing: Matrix
  /// True if no step was applied: scores then equal those without motion.
  package let isIdentity: Bool

  /// - Parameter mixing: C x C, rows sum to 1.
  package init(mixing: Matrix, isIdentity: Bool = false) {
    self.mixing = mixing
    self.isIdentity = isIdentity
  }

  /// Classes that stay where they are.
  package static func none(classes: Int) -> ClassMotion {
    ClassMotion(mixing: .identity(classes), isIdentity: true)
  }
}
