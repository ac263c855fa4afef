import Ledger

/// Reads settings, datasets and counts as ``CellsWriter`` wrote them.
struct CellsReader {
  struct Shape {
    let datasets: [String]
    let settings: [MethodSetting]
    let cells: [ResultCells.Cell]
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
    let settings = list { $0.setting() }
    let cells = repeated(settings.count * datasets.count) { $0.cell() }
    let unfinished = list { $0.group() }
    guard reader.isAtEnd else { return nil }
    return Shape(datasets: datasets, settings: settings, cells: cells, unfinished: unfinished)
  }

  private mutating func setting() -> MethodSetting {
    var setting = MethodSetting(metric: text(), options: options())
    if reader.integer() == 1 {
      setting.ped = PEDParameters(
        stepSize: reader.number(), iterations: reader.integer(), forceConstant: reader.number(),
        radiusScale: reader.number(), exitRatio: reader.number(), ablation: options())
    }
    return setting
  }

  private mutating func cell() -> ResultCells.Cell {
    let repetitions = reader.integer()
    guard repetitions > 0 else { return ResultCells.Cell() }
    return ResultCells.Cell(
      repetitions: repetitions, accuracies: reader.integer(), models: reader.integer(),
      roundingTies: reader.integer())
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
