import Ledger
import Transferability

/// What is compared: a metric with its options, the rows that it scores from, and the motion in front
/// of it; no dataset, no seed.
package struct MethodSetting: Hashable, Sendable {
  /// The name of the metric.
  package var metric: String
  /// As the ledger records them.
  package var options: [String: String]
  /// nil: without PED.
  package var ped: PEDParameters?
  /// Rows of each class; nil: all.
  package var samplesPerClass: Int?

  package init(
    metric: String, options: [String: String] = [:], ped: PEDParameters? = nil,
    samplesPerClass: Int? = nil
  ) {
    self.metric = metric
    self.options = options
    self.ped = ped
    self.samplesPerClass = samplesPerClass
  }

  /// The setting of a run, without its dataset and seeds.
  package init(_ run: RunSpecification) {
    self.init(
      metric: run.metric, options: run.metricOptions, ped: run.ped,
      samplesPerClass: run.sample?.perClass)
  }

  /// The same metric, options and rows without motion.
  package var base: MethodSetting { with(nil) }

  /// The same metric, options and rows with another motion.
  package func with(_ ped: PEDParameters?) -> MethodSetting {
    var other = self
    other.ped = ped
    return other
  }

  /// The same metric, options and motion from all rows.
  var fromAllRows: MethodSetting {
    var other = self
    other.samplesPerClass = nil
    return other
  }

  /// Whether only the motion may differ.
  func isOfSameBase(as other: MethodSetting) -> Bool {
    metric == other.metric && options == other.options
      && samplesPerClass == other.samplesPerClass
  }

  /// "LogME", "N-LEEP (components_per_class=5)", "LogME (10 rows per class)".
  package var metricTitle: String {
    let title = MetricNames.title(metric)
    let list =
      options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      + (samplesPerClass.map { ["\($0) rows per class"] } ?? [])
    guard !list.isEmpty else { return title }
    return "\(title) (\(list.joined(separator: ", ")))"
  }

  /// `logme`, `nleep-components-per-class-5`, `logme-10-a-class`: for names of files.
  var slug: String {
    let parts =
      [metric, SettingColumns.joined(options)] + (samplesPerClass.map { ["\($0) a class"] } ?? [])
    return FileName.slug(parts.filter { !$0.isEmpty }.joined(separator: " "))
  }

  /// "LogME", "LogME + PED".
  package var title: String { ped == nil ? metricTitle : metricTitle + " + PED" }

  /// "step_size 0.1, iterations 6, ..."; empty without PED.
  package var pedText: String { ped?.text ?? "" }
}

extension MethodSetting: Comparable {
  /// By metric, options, rows (all of them last), without before with PED, then the parameters by value.
  package static func < (left: MethodSetting, right: MethodSetting) -> Bool {
    if left.metric != right.metric { return left.metric < right.metric }
    if left.options != right.options { return left.metricTitle < right.metricTitle }
    if left.samplesPerClass != right.samplesPerClass {
      return (left.samplesPerClass ?? .max) < (right.samplesPerClass ?? .max)
    }
    guard let first = left.ped, let second = right.ped else {
      return left.ped == nil && right.ped != nil
    }
    return first < second
  }
}
