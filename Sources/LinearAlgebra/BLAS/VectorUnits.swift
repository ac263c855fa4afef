import CLAPACK

/// The widest vectors that this kind of processor computes with, of those that OpenBLAS has kernels for.
package enum VectorUnits: Sendable {
  /// Neither of the others
  case older
  /// AVX2 with FMA
  case avx2
  /// The AVX-512 of Skylake, besides
  case avx512

  /// Those of the processor at hand, which the operating system lets programs use.
  package static let here: VectorUnits =
    if !pedlab_has_avx2() { .older } else if pedlab_has_avx512() { .avx512 } else { .avx2 }
}
