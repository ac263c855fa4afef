import LinearAlgebra
import Parallel
import Testing

struct BLASLibraryTests {
  @Test func `All threads read the same configuration, which names version and kernels`() throws {
    let read = try parallelMap(count: 20_000, workers: 8) { _ in BLASLibrary.configuration }
    let expected = BLASLibrary.configuration
    #expect(read.allSatisfy { $0 == expected })
    #expect(expected.contains("OpenBLAS"))
    #expect(expected.contains(BLASLibrary.coreType), "\(expected)")
  }
}
