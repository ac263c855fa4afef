import Ledger

/// Writes settings, datasets and counts of ``ResultCells`` as bytes: the texts once, then numbers.
struct CellsWriter {
  /// The form of the bytes.
  static let version = 4

  private var body = PackedWriter()
  private var texts: [String] = []
  private var numbers: [String: Int] = [:]

  static func index(of cells: ResultCells) -> [UInt8] {
    var writer = CellsWriter()
    writer.add(cells.datasets)
    writer.body.add(cells.settings.count)
    for setting in cells.settings {
      writer.add(setting.method)
      writer.body.add(setting.number ?? 0)
    }
    for cell in cells.cells { writer.body.add(cell.repetitions) }
    for repetition in cells.repetitions { writer.add(repetition) }
    writer.body.add(cells.unfinished.groups.count)
    for group in cells.unfinished.groups {
      writer.add(group.status.rawValue)
      writer.body.add(group.runs)
      writer.add(group.datasets)
    }
    var head = PackedWriter()
    head.add(version)
    head.add(writer.texts.count)
    for text in writer.texts { head.add(text) }
    return head.bytes + writer.body.bytes
  }

  private mutating func add(_ setting: MethodSetting) {
    add(setting.metric)
    add(setting.options)
    body.add(setting.samplesPerClass ?? 0)
    body.add(setting.ped == nil ? 0 : 1)
    guard let ped = setting.ped else { return }
    body.add(ped.stepSize)
    body.add(ped.iterations)
    for number in [ped.forceConstant, ped.radiusScale, ped.exitRatio] { body.add(number) }
    add(ped.ablation)
  }

  private mutating func add(_ repetition: ResultCells.Repetition) {
    for seed in [repetition.seed, repetition.sampleSeed] { add(seed.map(String.init) ?? "") }
    for count in [repetition.accuracies, repetition.models, repetition.roundingTies] {
      body.add(count)
    }
  }

  private mutating func add(_ options: [String: String]) {
    body.add(options.count)
    for (name, value) in options.sorted(by: { $0.key < $1.key }) {
      add(name)
      add(value)
    }
  }

  private mutating func add(_ list: [String]) {
    body.add(list.count)
    for text in list { add(text) }
  }

  private mutating func add(_ text: String) {
    let number = numbers[text] ?? texts.count
    if number == texts.count {
      numbers[text] = number
      texts.append(text)
    }
    body.add(number)
  }
}
