import Ledger
import Transferability

/// What is compared: a metric with its options, and the motion in front of it; no dataset, no seed.
package struct MethodSetting: Hashable, Sendable {
  /// The name of the metric.
  package var metric: String
  /// As the ledger records them.
  package var options: [String: String]
  /// nil: without PED.
  package var ped: PEDParameters?

  package init(metric: String, options: [String: String] = [:], ped: PEDParameters? = nil) {
    self.metric = metric
    self.options = options
    self.ped = ped
  }

  /// The setting of a run, without its dataset and seed.
  package init(_ run: RunSpecification) {
    self.init(metric: run.metric, options: run.metricOptions, ped: run.ped)
  }

  /// The same metric and options without motion.
  package var base: MethodSetting { MethodSetting(metric: metric, options: options) }

  /// Whether only the motion may differ.
  func isOfSameBase(as other: MethodSetting) -> Bool {
    metric == other.metric && options == other.options
  }

  /// "LogME", "N-LEEP (components_per_class=5)".
  package var metricTitle: String {
    let title = MetricNames.title(metric)
    guard !options.isEmpty else { return title }
    let list = options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return "\(title) (\(list.joined(separator: ", ")))"
  }

  /// `logme`, `nleep components-per-class-5`: for names of files.
  var slug: String {
    let list = SettingColumns.joined(options)
    return FileName.slug(list.isEmpty ? metric : "\(metric) \(list)")
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
    return first < second
  }
}
