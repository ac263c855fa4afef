import Ledger

/// Reads settings, datasets and counts as ``CellsWriter`` wrote them.
struct CellsReader {
  struct Shape {
    let datasets: [String]
    let settings: [ResultCells.Setting]
    let counts: [Int]
    let repetitions: [ResultCells.Repetition]
    let unfinished: [UnfinishedRuns.Group]
  }

  private var reader: PackedReader
  private let texts: [String]

  /// nil for bytes that are of another version, or damaged.
  static func shape(_ bytes: [UInt8]) -> Shape? {
    var reader = PackedReader(bytes)
    guard reader.integer() == CellsWriter.version else { return nil }
    let texts = reader.list { $0.text() }
    var cells = CellsReader(reader: reader, texts: texts)
    return cells.shape()
  }

  private mutating func shape() -> Shape? {
    let datasets = list { $0.text() }
    let settings = list { cells in
      ResultCells.Setting(method: cells.setting(), number: cells.settingNumber())
    }
    let counts = repeated(settings.count * datasets.count) { $0.reader.integer() }
    // Counts of damaged bytes may have no sum.
    let total = counts.reduce(0) { $0 &+ min($1, Int(UInt32.max)) }
    let seeds = texts.map { Int($0) }
    let repetitions = repeated(total) { $0.repetition(seeds) }
    let unfinished = list { $0.group() }
    guard reader.isAtEnd else { return nil }
    return Shape(
      datasets: datasets, settings: settings, counts: counts, repetitions: repetitions,
      unfinished: unfinished)
  }

  private mutating func setting() -> MethodSetting {
    var setting = MethodSetting(metric: text(), options: options())
    let samples = reader.integer()
    setting.samplesPerClass = samples > 0 ? samples : nil
    if reader.integer() == 1 {
      setting.ped = PEDParameters(
        stepSize: reader.number(), iterations: reader.integer(), forceConstant: reader.number(),
        radiusScale: reader.number(), exitRatio: reader.number(), ablation: options())
    }
    return setting
  }

  private mutating func settingNumber() -> Int? {
    let number = reader.integer()
    return number == 0 ? nil : number
  }

  private mutating func repetition(_ seeds: [Int?]) -> ResultCells.Repetition {
    let numbers = (seed: reader.integer(), sampleSeed: reader.integer())
    if !seeds.indices.contains(numbers.seed) || !seeds.indices.contains(numbers.sampleSeed) {
      reader.fail()
    }
    return ResultCells.Repetition(
      seed: reader.hasFailed ? nil : seeds[numbers.seed],
      sampleSeed: reader.hasFailed ? nil : seeds[numbers.sampleSeed], accuracies: reader.integer(),
      models: reader.integer(), roundingTies: reader.integer())
  }

  private mutating func group() -> UnfinishedRuns.Group {
    let status = RunStatus(rawValue: text())
    if status == nil { reader.fail() }
    return UnfinishedRuns.Group(
      status: status ?? .crashed, runs: reader.integer(), datasets: list { $0.text() })
  }

  private mutating func options() -> [String: String] {
    let count = reader.integer()
    guard count > 0 else { return [:] }
    return Dictionary(repeated(count) { ($0.text(), $0.text()) }) { first, _ in first }
  }

  private mutating func text() -> String {
    let number = reader.integer()
    guard texts.indices.contains(number) else {
      reader.fail()
      return ""
    }
    return texts[number]
  }

  private mutating func list<Item>(_ item: (inout CellsReader) -> Item) -> [Item] {
    repeated(reader.integer(), item)
  }

  private mutating func repeated<Item>(
    _ count: Int, _ item: (inout CellsReader) -> Item
  ) -> [Item] {
    guard reader.canHold(count) else { return [] }
    var items: [Item] = []
    items.reserveCapacity(count)
    for _ in 0..<count where !reader.hasFailed { items.append(item(&self)) }
    return items
  }
}
