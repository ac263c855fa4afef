import Ledger

/// The correlations of an experiment, arranged for its report: by method, setting and dataset, with
/// repetitions (seeds) averaged.
struct ReportData {
  /// A metric with its options; what the rows of tables are about.
  struct Method: Hashable, Comparable {
    let metric: String
    let options: [String: String]

    var name: String {
      options.isEmpty ? metric : "\(metric) (\(SettingColumns.joined(options)))"
    }

    static func < (a: Method, b: Method) -> Bool { a.name < b.name }
  }

  struct Key: Hashable {
    let method: Method
    let ped: PEDParameters?
    let dataset: String
  }

  let record: ExperimentRecord
  let methods: [Method]
  let datasets: [String]
  /// Every setting of PED, in the order of the runs.
  let settings: [PEDParameters]
  /// The runs of each key: one per seed.
  let runs: [Key: [RecordedRun]]

  init(_ record: ExperimentRecord) {
    self.record = record
    var runs: [Key: [RecordedRun]] = [:]
    var settings: [PEDParameters] = []
    var seen: Set<PEDParameters> = []
    for run in record.runs {
      let one = run.specification
      let method = Method(metric: one.metric, options: one.metricOptions)
      runs[Key(method: method, ped: one.ped, dataset: one.dataset), default: []].append(run)
      if let ped = one.ped, seen.insert(ped).inserted { settings.append(ped) }
    }
    self.runs = runs
    self.settings = settings
    methods = Set(runs.keys.map(\.method)).sorted()
    datasets = Set(runs.keys.map(\.dataset)).sorted()
  }

  /// Mean weighted tau over the repetitions; nil where there is none.
  func tau(_ method: Method, _ ped: PEDParameters?, _ dataset: String) -> Double? {
    let found = runs[Key(method: method, ped: ped, dataset: dataset)] ?? []
    return Self.mean(found.compactMap { $0.correlations?.weightedTau }.filter(\.isFinite))
  }

  func run(_ method: Method, _ ped: PEDParameters?, _ dataset: String) -> RecordedRun? {
    runs[Key(method: method, ped: ped, dataset: dataset)]?.first
  }

  /// The official defaults where they were run; they are the honest choice, because nobody chose
  /// them by looking at this ground truth.
  var official: PEDParameters? {
    settings.first {
      $0.stepSize == 0.1 && $0.iterations == 6 && $0.forceConstant == 1 && $0.radiusScale == 0.6
        && $0.exitRatio == 0.5 && $0.ablation.isEmpty
    }
  }

  /// The setting whose traces and scores are drawn: the official one, else the first.
  var drawn: PEDParameters? { official ?? settings.first }

  /// Tau of the setting with the best mean on the *other* datasets. nil with a single dataset.
  func leaveOneOut(_ method: Method, _ dataset: String) -> (ped: PEDParameters, tau: Double?)? {
    var best: (ped: PEDParameters, mean: Double)?
    for ped in settings {
      let others = datasets.filter { $0 != dataset }.compactMap { tau(method, ped, $0) }
      guard others.count == datasets.count - 1, let mean = Self.mean(others) else { continue }
      if best.map({ mean > $0.mean }) ?? true { best = (ped, mean) }
    }
    return best.map { ($0.ped, tau(method, $0.ped, dataset)) }
  }

  /// The largest tau that any setting reached on this dataset: seen with the answer in hand.
  func bestSeen(_ method: Method, _ dataset: String) -> Double? {
    settings.compactMap { tau(method, $0, dataset) }.max()
  }

  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

/// PED's parameters by name, as the columns of the exports call them.
enum SettingParameter {
  static let numeric: [(name: String, value: @Sendable (PEDParameters) -> Double)] = [
    ("step_size", { $0.stepSize }), ("iterations", { Double($0.iterations) }),
    ("force_constant", { $0.forceConstant }), ("radius_scale", { $0.radiusScale }),
    ("exit_ratio", { $0.exitRatio }),
  ]

  /// Names of the parameters with more than one value in these settings.
  static func varied(_ settings: [PEDParameters]) -> [String] {
    let names = numeric.map(\.name) + SettingColumns.switches.map(\.name)
    return names.filter { values($0, settings).count > 1 }
  }

  static func text(_ name: String, _ ped: PEDParameters) -> String {
    if let found = numeric.first(where: { $0.name == name }) {
      return Printed.short(found.value(ped))
    }
    let official = SettingColumns.switches.first { $0.name == name }?.official ?? ""
    return ped.ablation[name] ?? official
  }

  /// The values in the order of their size, or of their first appearance for words.
  static func values(_ name: String, _ settings: [PEDParameters]) -> [String] {
    let order =
      numeric.first { $0.name == name }.map { found in
        settings.sorted { found.value($0) < found.value($1) }
      } ?? settings
    var seen: Set<String> = []
    return order.map { text(name, $0) }.filter { seen.insert($0).inserted }
  }

  /// `step size 0.1, iterations 6`: those of `names`, or the official ones in a phrase.
  static func phrase(_ ped: PEDParameters, _ names: [String]) -> String {
    names.map { "\(spoken($0)) \(text($0, ped))" }.joined(separator: ", ")
  }

  static func spoken(_ name: String) -> String {
    name.split(separator: "_").joined(separator: " ")
  }
}
