import Sweep
import Testing

struct SobolSequenceTests {
  /// scipy.stats.qmc.Sobol(20, scramble=False) of SciPy 1.17.1: these points times 1024, exact.
  @Test(arguments: [
    (
      5,
      [
        896, 896, 128, 384, 896, 640, 896, 384, 384, 128, 384, 896, 896, 128, 896, 384, 896, 384,
        384, 640,
      ]
    ),
    (
      63,
      [
        16, 816, 368, 464, 880, 144, 592, 144, 848, 592, 432, 688, 560, 784, 336, 784, 80, 400, 976,
        240,
      ]
    ),
    (
      1000,
      [
        225, 99, 531, 693, 287, 929, 47, 921, 513, 71, 87, 261, 165, 393, 147, 379, 737, 353, 1015,
        743,
      ]
    ),
  ])
  func `Points are those of SciPy`(_ index: Int, _ expected: [Int]) {
    var sequence = SobolSequence(shift: [UInt32](repeating: 0, count: 20))
    for _ in 0..<index { _ = sequence.next() }
    #expect(sequence.next() == expected.map { Double($0) / 1024 })
  }

  @Test func `A digital shift is XORed onto every point`() {
    var plain = SobolSequence(shift: [0, 0])
    var shifted = SobolSequence(shift: [0x8000_0000, 0x4000_0000])
    for _ in 0..<16 {
      let (point, other) = (plain.next(), shifted.next())
      #expect(abs(point[0] - other[0]) == 0.5 && abs(point[1] - other[1]) == 0.25)
    }
  }
}
