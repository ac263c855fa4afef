import Sweep
import Testing
import Transferability

/// What a forecast of memory is made of.
struct MemoryForecastTests {
  private static func pair(_ held: Int, _ preparing: Int) -> PairMemory {
    PairMemory(held: held, preparing: preparing)
  }

  @Test func `All models stay prepared where there is room`() {
    let pairs = [Self.pair(10_000_000, 5_000_000), Self.pair(20_000_000, 1_000_000)]
    #expect(
      MemoryForecast.bytes(pairs, workers: 1, limit: .max) == PairMemory.process + 35_000_000)
    #expect(
      MemoryForecast.bytes(pairs, workers: 2, limit: .max) == PairMemory.process + 36_000_000)
  }

  @Test func `Within a limit there are fewer, and one at least`() {
    let pairs = Array(repeating: Self.pair(10_000_000, 5_000_000), count: 8)
    let limit = PairMemory.process + 40_000_000
    #expect(MemoryForecast.bytes(pairs, workers: 2, limit: limit) == limit - 10_000_000)
    #expect(MemoryForecast.bytes(pairs, workers: 4, limit: limit) == limit)
    #expect(
      MemoryForecast.bytes(pairs, workers: 4, limit: 1) == PairMemory.process + 15_000_000)
  }

  @Test(arguments: [
    // Peaks in bytes of sweeps of one model on one thread, of the process and the one that reads.
    (2000, 512, 50, "logme", 57_900_000), (3000, 1024, 30, "hscore", 110_500_000),
    (4000, 256, 20, "sfda", 61_400_000), (500, 2048, 20, "logme", 71_500_000),
    (8000, 128, 100, "knn", 93_800_000), (4000, 256, 20, "parc", 208_200_000),
    (2000, 512, 50, "nleep", 71_700_000), (1000, 64, 10, "gbc", 39_800_000),
  ])
  func `A forecast is right within three tenths`(
    rows: Int, dimension: Int, classes: Int, metric: String, peak: Int
  ) {
    let shape = SampleShape(rows: rows, dimension: dimension, classes: classes)
    let bytes = PairMemory.process + PairMemory(shape, metrics: [metric], settings: 3).together
    #expect(abs(Double(bytes) / Double(peak) - 1) < 0.3, "\(bytes)")
  }

  @Test func `What metrics share is counted once`() {
    let shape = SampleShape(rows: 2000, dimension: 512, classes: 50)
    #expect(
      PairMemory(shape, metrics: ["logme", "sfda"], settings: 3)
        == PairMemory(shape, metrics: ["sfda"], settings: 3))
  }
}
