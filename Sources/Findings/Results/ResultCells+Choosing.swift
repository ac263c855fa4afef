import Conditions
import Ledger

extension ResultCells {
  /// The columns of runs that conditions over cells can name (``RunColumn``).
  private static let settingColumns =
    Set(
      ["metric", "motion", "metric_options", "ablation", "setting", "samples_per_class"]
        + PEDParameters.numericNames)
  private static let repetitionColumns: Set = [
    "seed", "sample_seed", "models", "accuracies", "rounding_ties",
  ]

  private static func value(_ column: String, of setting: Setting) -> ExpressionValue {
    let method = setting.method
    switch column {
    case "metric": return .text(method.metric)
    case "motion": return .text(method.ped == nil ? "none" : "ped")
    case "metric_options": return joined(method.options)
    case "ablation": return joined(method.ped?.ablation ?? [:])
    case "samples_per_class": return number(method.samplesPerClass.map(Double.init))
    case "setting": return number(setting.number.map(Double.init))
    default:
      let place = PEDParameters.numericNames.firstIndex(of: column)
      return number(place.flatMap { method.ped?.numbers[$0] })
    }
  }

  private static func value(_ column: String, of repetition: Repetition) -> ExpressionValue {
    switch column {
    case "seed": number(repetition.seed.map(Double.init))
    case "sample_seed": number(repetition.sampleSeed.map(Double.init))
    case "models": .number(Double(repetition.models))
    case "accuracies": .number(Double(repetition.accuracies))
    default: .number(Double(repetition.roundingTies))
    }
  }

  /// The statistics that a condition names; nil if it names what only runs have.
  package static func statistics(of condition: Expression) -> [String]? {
    let known = Set(CorrelationStatistic.all.map(\.name))
    var statistics: [String] = []
    for column in condition.columns {
      if known.contains(column) {
        statistics.append(column)
      } else if !settingColumns.contains(column), !repetitionColumns.contains(column),
        column != "dataset"
      {
        return nil
      }
    }
    return statistics
  }

  /// The repetitions for which a condition holds.
  ///
  /// - Parameter condition: over columns that ``statistics(of:)`` knows, with their values read.
  package func choosing(_ condition: Expression) -> ResultCells {
    // One setting after another, whose own columns are the same for all of its runs.
    var ofSetting: [String: ExpressionValue] = [:]
    let columns = condition.columns
    var setting = -1
    return keeping { place, dataset, repetition in
      if place != setting {
        setting = place
        for column in columns.intersection(Self.settingColumns) {
          ofSetting[column] = Self.value(column, of: settings[place])
        }
      }
      return condition.holds { column in
        if let value = ofSetting[column] { return value }
        if column == "dataset" { return .text(datasets[dataset]) }
        if Self.repetitionColumns.contains(column) {
          return Self.value(column, of: repetitions[repetition])
        }
        return Self.number(values(of: column)[repetition])
      }
    }
  }

  /// The setting of this number, and its metric without PED.
  ///
  /// - Throws: ``TableError`` if there is none.
  package func choosing(setting number: Int) throws(TableError) -> ResultCells {
    guard let chosen = settings.first(where: { $0.number == number }) else {
      throw TableError(
        "there is no setting \(number) among the runs; `pedlab runs EXPERIMENT` shows their numbers."
      )
    }
    let base = chosen.method.base
    let isKept = settings.map { $0.number == number || $0.method == base }
    return keeping { setting, _, _ in isKept[setting] }
  }

  /// - Parameter isKept: asked for setting, dataset and repetition in order.
  func keeping(_ isKept: (Int, Int, Int) -> Bool) -> ResultCells {
    var counts = Array(repeating: 0, count: cells.count)
    var kept: [Int] = []
    var next = 0
    for (index, cell) in cells.enumerated() {
      for _ in 0..<cell.repetitions {
        if isKept(index / datasets.count, index % datasets.count, next) {
          counts[index] += 1
          kept.append(next)
        }
        next += 1
      }
    }
    let shownDatasets = datasets.indices.filter { dataset in
      settings.indices.contains { counts[$0 * datasets.count + dataset] > 0 }
    }
    let shownSettings = settings.indices.filter { setting in
      shownDatasets.contains { counts[setting * datasets.count + $0] > 0 }
    }
    return ResultCells(
      settings: shownSettings.map { settings[$0] }, datasets: shownDatasets.map { datasets[$0] },
      counts: shownSettings.flatMap { setting in
        shownDatasets.map { counts[setting * datasets.count + $0] }
      }, repetitions: kept.map { repetitions[$0] },
      values: values.mapValues { values in kept.map { values[$0] } }, unfinished: unfinished)
  }

  private static func number(_ value: Double?) -> ExpressionValue {
    guard let value, !value.isNaN else { return .missing }
    return .number(value)
  }

  private static func joined(_ options: [String: String]) -> ExpressionValue {
    options.isEmpty ? .missing : .text(SettingColumns.joined(options))
  }
}
