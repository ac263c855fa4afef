import LinearAlgebra
import Parallel
import Platform
import Testing

struct BLASLibraryTests {
  @Test func `All threads read the same configuration, which names version and kernels`() throws {
    let read = try parallelMap(count: 20_000, workers: 8) { _ in BLASLibrary.configuration }
    let expected = BLASLibrary.configuration
    #expect(read.allSatisfy { $0 == expected })
    #expect(expected.contains("OpenBLAS"))
    #expect(expected.contains(BLASLibrary.coreType), "\(expected)")
  }

  @Test(
    arguments: [
      ("Prescott", .avx512, "SkylakeX"), ("Prescott", .avx2, "Haswell"),
      ("Nehalem", .avx2, "Haswell"),
      ("Prescott", .older, nil), ("Haswell", .avx512, nil), ("Zen", .avx512, nil),
      ("SkylakeX", .avx512, nil),
    ] as [(String, VectorUnits, String?)])
  func `Kernels without AVX2 are replaced where the processor has it`(
    current: String, units: VectorUnits, better: String?
  ) {
    #expect(KernelChoice.better(than: current, on: units) == better)
  }

  @Test(.enabled(if: getenv("OPENBLAS_CORETYPE") == nil))
  func `What computes here uses what the processor has`() {
    let name = BLASLibrary.coreType
    let better = KernelChoice.better(than: name, on: .here)
    #expect(better == nil, "\(name)")
  }
}
