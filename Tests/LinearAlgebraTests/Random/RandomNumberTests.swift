import LinearAlgebra
import Testing

struct RandomNumberTests {
  /// NumPy 2.4.6, RandomState(seed).normal(size:): exact.
  @Test func `MT19937 gives NumPy's normal numbers`() {
    var random = MersenneTwister(seed: 1919)
    #expect(
      random.normals(5) == [
        0.5514310619336983, 2.396945162422225, -0.6182229714569782, 1.249708015363302,
        -0.07029358686256074,
      ])
    // Beyond the first 624 words of the state.
    var other = MersenneTwister(seed: 42)
    let values = other.normals(1000)
    #expect(values[0] == 0.4967141530112327 && values[999] == 0.5725827813561586)
  }

  /// The first numbers of seed 1234567, as in the reference code of S. Vigna (splitmix64.c).
  @Test func `SplitMix64 gives the numbers of its reference code`() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func `Unit numbers lie in 0 to 1, and normal ones have mean 0 and variance 1`() {
    var random = SplitMix64(seed: 3)
    let units = (0..<10_000).map { _ in random.nextUnit() }
    #expect(units.allSatisfy { $0 >= 0 && $0 < 1 })
    let normals = random.normals(10_001)
    #expect(normals.count == 10_001)
    let mean = normals.reduce(0, +) / 10_001
    // Five standard errors of mean and variance.
    #expect(abs(mean) < 0.05)
    #expect(abs(sumOfSquares(normals) / 10_001 - 1) < 0.071)
  }
}
