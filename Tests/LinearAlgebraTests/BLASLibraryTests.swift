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

  @Test(arguments: [
    ("Prescott", 3, "SkylakeX"), ("Prescott", 2, "Haswell"), ("Nehalem", 2, "Haswell"),
    ("Prescott", 0, nil), ("Haswell", 3, nil), ("Zen", 3, nil), ("SkylakeX", 3, nil),
  ])
  func `Kernels without AVX2 are replaced where the processor has it`(
    current: String, level: Int, better: String?
  ) {
    #expect(KernelChoice.better(than: current, vectorLevel: level) == better)
  }

  @Test(.enabled(if: getenv("OPENBLAS_CORETYPE") == nil))
  func `What computes here uses what the processor has`() {
    let name = BLASLibrary.coreType
    let better = KernelChoice.better(than: name, vectorLevel: KernelChoice.vectorLevel)
    #expect(better == nil, "\(name)")
  }
}
