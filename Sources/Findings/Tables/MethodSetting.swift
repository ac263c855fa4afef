import Ledger
import Transferability

/// What is compared: a metric with its options, and the motion in front of it; no dataset, no seed.
package struct MethodSetting: Hashable, Sendable {
  package var metric: String
  package var options: [String: String]
  /// nil: without PED.
  package var ped: PEDParameters?

  package init(metric: String, options: [String: String] = [:], ped: PEDParameters? = nil) {
    self.metric = metric
    self.options = options
    self.ped = ped
  }

  package init(_ run: RunSpecification) {
    self.init(metric: run.metric, options: run.metricOptions, ped: run.ped)
  }

  /// The same metric and options without motion.
  package var base: MethodSetting { MethodSetting(metric: metric, options: options) }

  /// "LogME", "N-LEEP (components_per_class=5)".
  package var metricTitle: String {
    let title = MetricNames.title(metric)
    guard !options.isEmpty else { return title }
    let list = options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return "\(title) (\(list.joined(separator: ", ")))"
  }

  /// "LogME", "LogME + PED".
  package var title: String { ped == nil ? metricTitle : metricTitle + " + PED" }

  /// "step_size 0.1, iterations 6, ..."; empty without PED.
  package var pedText: String { ped?.text ?? "" }
}

extension MethodSetting: Comparable {
  /// By metric, options, without before with PED, then the parameters by value.
  package static func < (left: MethodSetting, right: MethodSetting) -> Bool {
    if left.metric != right.metric { return left.metric < right.metric }
    if left.options != right.options { return left.metricTitle < right.metricTitle }
    guard let first = left.ped, let second = right.ped else {
      return left.ped == nil && right.ped != nil
    }
    let (a, b) = (first.numbers, second.numbers)
    if a != b { return a.lexicographicallyPrecedes(b) }
    // The official method first, then by what differs.
    if first.ablation.count != second.ablation.count {
      return first.ablation.count < second.ablation.count
    }
    return first.text < second.text
  }
}

extension PEDParameters {
  fileprivate var numbers: [Double] {
    [stepSize, Double(iterations), forceConstant, radiusScale, exitRatio]
  }

  /// The official script's defaults.
  package static let official = PEDParameters(
    stepSize: 0.1, iterations: 6, forceConstant: 1, radiusScale: 0.6, exitRatio: 0.5)

  package static let numericNames = [
    "step_size", "iterations", "force_constant", "radius_scale", "exit_ratio",
  ]

  /// The value of a parameter or ablation switch as in plans; the official value of a switch that
  /// is not set.
  package func value(of name: String) -> String? {
    switch name {
    case "step_size": CSVWriter.number(stepSize)
    case "iterations": "\(iterations)"
    case "force_constant": CSVWriter.number(forceConstant)
    case "radius_scale": CSVWriter.number(radiusScale)
    case "exit_ratio": CSVWriter.number(exitRatio)
    default: ablation[name] ?? Self.officialSwitches[name]
    }
  }

  package static let officialSwitches = [
    "rescale": "reference", "rescale_floor": "0.001", "force": "overlap", "velocity": "reset",
    "mass": "unit", "radius": "rms", "clip": "true",
  ]

  /// Every name that ``value(of:)`` knows here.
  package var names: [String] {
    Self.numericNames + Set(ablation.keys).union(Self.officialSwitches.keys).sorted()
  }

  package var text: String {
    let shown = Self.numericNames + ablation.keys.sorted()
    return shown.map { "\($0) \(value(of: $0) ?? "")" }.joined(separator: ", ")
  }
}

/// How metrics are written in tables.
package enum MetricNames {
  private static let titles = [
    "logme": "LogME", "sfda": "SFDA", "nleep": "NLEEP", "leep": "LEEP", "nce": "NCE",
    "parc": "PARC", "gbc": "GBC", "h_score": "H-score", "reg_h_score": "Reg. H-score",
    "transrate": "TransRate", "lda": "LDA", "etran": "ETran", "energy": "Energy", "ncti": "NCTI",
    "lfc": "LFC", "pactran": "PACTran", "emms": "EMMS", "tmi": "TMI",
  ]

  package static func title(_ metric: String) -> String { titles[metric] ?? metric }
}
