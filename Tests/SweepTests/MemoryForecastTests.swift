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
    let process = PairMemory.process + PairMemory.left(of: 2)
    #expect(MemoryForecast.bytes(pairs, workers: 1, limit: .max) == process + 35_000_000)
    #expect(MemoryForecast.bytes(pairs, workers: 2, limit: .max) == process + 36_000_000)
  }

  @Test func `Within a limit there are fewer, and one at least`() {
    let pairs = Array(repeating: Self.pair(10_000_000, 5_000_000), count: 8)
    let limit = PairMemory.process + 40_000_000
    #expect(
      MemoryForecast.bytes(pairs, workers: 2, limit: limit)
        == limit - 10_000_000 + PairMemory.left(of: 2))
    #expect(MemoryForecast.bytes(pairs, workers: 4, limit: limit) == limit)
    #expect(
      MemoryForecast.bytes(pairs, workers: 4, limit: 1)
        == PairMemory.process + PairMemory.left(of: 1) + 15_000_000)
  }

  @Test func `Where nothing follows, models that are worked on count alone`() {
    let pairs = Array(repeating: Self.pair(10_000_000, 5_000_000), count: 100)
    #expect(
      MemoryForecast.bytes(pairs, workers: 2, limit: .max, staysPrepared: false)
        == PairMemory.process + PairMemory.left(of: 2) + 30_000_000)
  }

  @Test func `Many small models take what is held of each`() {
    let shape = SampleShape(rows: 500, dimension: 64, classes: 10)
    let pair = PairMemory(shape, metrics: ["logme"], settings: 1)
    #expect((100_000..<180_000).contains(pair.held))
    #expect(PairMemory.left(of: 1000) == PairMemory.left(of: 4))
  }

  @Test(arguments: [
    // Peaks in bytes of sweeps of one model on one thread: resident, and what the process that reads has of
    // its own.
    (2000, 512, 50, "logme", 80_300_000), (3000, 1024, 30, "hscore", 133_900_000),
    (4000, 256, 20, "sfda", 95_000_000), (500, 2048, 20, "logme", 89_500_000),
    (8000, 128, 100, "knn", 128_200_000), (4000, 256, 20, "parc", 154_800_000),
    (2000, 512, 50, "nleep", 105_500_000), (1000, 64, 10, "gbc", 65_100_000),
  ])
  func `A forecast is right within a fifth`(
    rows: Int, dimension: Int, classes: Int, metric: String, peak: Int
  ) {
    let shape = SampleShape(rows: rows, dimension: dimension, classes: classes)
    let bytes = PairMemory.process + PairMemory(shape, metrics: [metric], settings: 3).together
    #expect(abs(Double(bytes) / Double(peak) - 1) < 0.2, "\(bytes)")
  }

  @Test func `What metrics share is counted once`() {
    let shape = SampleShape(rows: 2000, dimension: 512, classes: 50)
    let one = PairMemory(shape, metrics: ["sfda"], settings: 3)
    let both = PairMemory(shape, metrics: ["logme", "sfda"], settings: 3)
    #expect(both.preparing == one.preparing && both.passing == one.passing)
    // LogME's band and table.
    #expect((500_000..<1_500_000).contains(both.held - one.held))
  }
}
