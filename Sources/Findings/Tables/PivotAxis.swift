import Ledger

/// The rows, or the columns, of a ``PivotTable``: which one a run belongs to.
struct PivotAxis {
  /// What tells rows apart, in parts that are the same for all runs of a setting, of a dataset, or of
  /// seeds: so a table over 100,000 runs makes few texts.
  struct Key: Hashable {
    let setting: Int
    let dataset: Int
    var seeds: [Int?] = []
  }

  let fields: [String]
  /// By setting, and by dataset: the numbers of their texts. A dataset may be in several groups, or none.
  private let settings: [Int]
  private let datasets: [[Int]]
  private let settingTexts: [[String]]
  private let datasetTexts: [[String]]
  /// Those of ``ofRepetitions`` that are asked for.
  private let seedFields: [String]

  private static let ofDatasets = ["dataset", "group"]
  /// What repetitions of a setting on a dataset differ in.
  private static let ofRepetitions:
    [(field: String, seed: any KeyPath<ResultCells.Repetition, Int?> & Sendable)] =
      [("seed", \.seed), ("sample_seed", \.sampleSeed)]

  init(_ fields: [String], _ cells: ResultCells, groups: [DatasetGroup]) {
    self.fields = fields
    let seeds = Self.ofRepetitions.map(\.field).filter(fields.contains)
    let ofSettings = fields.filter { !Self.ofDatasets.contains($0) && !seeds.contains($0) }
    var settingTexts = NumberedTexts()
    settings = cells.settings.map { setting in
      settingTexts.number(of: ofSettings.map { Self.text(setting.method, $0) })
    }
    var datasetTexts = NumberedTexts()
    datasets = cells.datasets.map { dataset in
      let names =
        fields.contains("group")
        ? groups.filter { $0.datasets.contains(dataset) }.map(\.name) : [""]
      return names.map { group in
        datasetTexts.number(
          of: fields.filter(Self.ofDatasets.contains).map { $0 == "group" ? group : dataset })
      }
    }
    self.settingTexts = settingTexts.texts
    self.datasetTexts = datasetTexts.texts
    seedFields = seeds
  }

  /// Those of a run; several where its dataset is in several groups.
  func keys(setting: Int, dataset: Int, _ repetition: ResultCells.Repetition) -> [Key] {
    let seeds = Self.ofRepetitions.filter { seedFields.contains($0.field) }.map {
      repetition[keyPath: $0.seed]
    }
    return datasets[dataset].map { Key(setting: settings[setting], dataset: $0, seeds: seeds) }
  }

  /// The texts of a key, in the order of the fields.
  func labels(_ key: Key) -> [String] {
    var ofSetting = settingTexts[key.setting][...]
    var ofDataset = datasetTexts[key.dataset][...]
    return fields.map { field in
      if let place = seedFields.firstIndex(of: field) {
        return key.seeds[place].map(String.init) ?? "—"
      }
      return Self.ofDatasets.contains(field) ? ofDataset.removeFirst() : ofSetting.removeFirst()
    }
  }

  private static func text(_ setting: MethodSetting, _ field: String) -> String {
    switch field {
    case "metric": MethodSetting(metric: setting.metric, options: setting.options).metricTitle
    case "method": setting.title
    case "samples_per_class": setting.samplesPerClass.map(String.init) ?? "all"
    case "motion": setting.ped == nil ? "none" : "ped"
    case _ where PEDParameters.names.contains(field): setting.ped?.value(of: field) ?? "—"
    default: setting.options[field] ?? "—"
    }
  }
}

/// Lists of texts, numbered in the order in which they come first.
private struct NumberedTexts {
  private(set) var texts: [[String]] = []
  private var numbers: [[String]: Int] = [:]

  mutating func number(of list: [String]) -> Int {
    if let known = numbers[list] { return known }
    numbers[list] = texts.count
    texts.append(list)
    return texts.count - 1
  }
}
