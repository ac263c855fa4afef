import Conditions
import Foundation
import Tabular
import Transferability
import Wording

extension Plan {
  /// Reads and checks a plan.
  ///
  /// - Throws: ``PlanError`` with the line, the key, the value, and what is allowed.
  package static func read(path: String, overrides: [String] = []) throws -> Plan {
    do {
      return try parse(InputFile.text(path), path: path, overrides: overrides)
    } catch let error as InputFileError {
      throw PlanError("\(error)")
    }
  }

  /// A plan from its text.
  package static func parse(
    _ text: String, path: String, overrides: [String] = []
  ) throws -> Plan {
    var root = try PlanNode.parse(text, file: path)
    let parsed = try overrides.map { try PlanOverride($0) }
    try PlanOverride.checkTwice(parsed)
    for override in parsed { root = try override.apply(to: root) }
    let entries = try root.mapping("the plan", allowed: PlanKey.names(below: ""))
    let reader = PlanReader(
      file: path, nodes: Dictionary(entries, uniquingKeysWith: { first, _ in first }))
    return try reader.plan(text: text, path: path, overrides: overrides)
  }
}

/// The top-level keys of one plan.
struct PlanReader {
  let file: String
  let nodes: [String: PlanNode]

  func plan(text: String, path: String, overrides: [String]) throws -> Plan {
    let metrics = try names("metrics") ?? []
    guard !metrics.isEmpty else {
      throw PlanError("\(file): the key \"metrics\" is missing, for example metrics: [logme, sfda]")
    }
    for metric in metrics { try checkMetric(metric) }
    return Plan(
      experiment: try experiment(), description: try nodes["description"]?.text("description"),
      store: try store(), reading: try reading(), logitsAre: try logitsAre(), truth: try truth(),
      names: try nameMap(),
      missing: try word("missing", Plan.Missing.self) ?? .error,
      onFailure: try word("on_failure", OnFailure.self) ?? .fail,
      models: try names("models"), datasets: try names("datasets"), metrics: metrics,
      motions: try motions(), pedAxes: try pedAxes(), metricOptions: try metricOptions(metrics),
      sampling: try sampling(), samples: try samples(), exclusions: try names("exclude") ?? [],
      executor: try executor(),
      folder: URL(fileURLWithPath: path).deletingLastPathComponent().path, path: path, text: text,
      overrides: overrides)
  }

  private func experiment() throws -> String {
    guard let node = nodes["experiment"] else {
      throw PlanError("\(file): the key \"experiment\" is missing: it names the experiment")
    }
    let name = try node.text("experiment")
    let isAllowed = name.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_.".unicodeScalars.contains($0))
    }
    guard !name.isEmpty, isAllowed, name.first != ".", name.first != "-" else {
      throw node.fail(
        "experiment is \"\(name)\"; allowed are letters, digits, \"-\", \"_\" and \".\"")
    }
    return name
  }

  /// nil for a missing key and for `all`.
  func names(_ key: String) throws -> [Plan.Located]? {
    guard let node = nodes[key] else { return nil }
    let items = try node.list().map {
      Plan.Located(value: try $0.text(key), place: $0.place)
    }
    if key == "models" || key == "datasets", items.count == 1, items[0].value == "all" {
      return nil
    }
    guard !items.isEmpty || key == "exclude" else {
      throw node.fail("\(key) is empty: nothing would be run")
    }
    var seen = Set<String>()
    for item in items where !seen.insert(item.value).inserted {
      throw item.fail("\(key) names \"\(item.value)\" twice")
    }
    return items
  }

  private func checkMetric(_ metric: Plan.Located) throws {
    let known = MetricCatalog.entries.map(\.description.name)
    guard known.contains(metric.value) else {
      if metric.value.contains(",") {
        throw metric.fail(
          "metrics is the text \"\(metric.value)\"; write a list: [\(metric.value)]")
      }
      throw metric.fail(
        "unknown metric \"\(metric.value)\"\(Suggestion.text(for: metric.value, among: known)); "
          + "allowed are \(known.joined(separator: ", "))")
    }
  }

  private func motions() throws -> [Plan.Motion] {
    guard let node = nodes["motion"] else { return Plan.Motion.allCases }
    let motions = try node.list().map { node -> Plan.Motion in
      let text = try node.text("motion")
      if text.contains(",") {
        throw node.fail("motion is the text \"\(text)\"; write a list: [\(text)]")
      }
      guard let motion = Plan.Motion(rawValue: text) else {
        let allowed = Plan.Motion.allCases.map(\.rawValue)
        throw node.fail(
          "motion is \"\(text)\"\(Suggestion.text(for: text, among: allowed)); "
            + "allowed are none, ped")
      }
      return motion
    }
    guard !motions.isEmpty else { throw node.fail("motion is empty; allowed are none, ped") }
    guard Set(motions).count == motions.count else {
      throw node.fail("motion names one of none and ped twice")
    }
    return Plan.Motion.allCases.filter(motions.contains)
  }

  private func pedAxes() throws -> [ParameterAxis] {
    guard let node = nodes["ped"] else { return [] }
    let entries = try node.mapping("ped", allowed: PEDParameter.all.map(\.name))
    let axes = try entries.compactMap { entry in
      try PEDParameter.named(entry.key).map { try ParameterAxis.ped($0, entry.value) }
    }
    // In the order of the catalogue, so that the order of keys in a plan changes nothing.
    return PEDParameter.all.compactMap { parameter in axes.first { $0.name == parameter.name } }
  }

  private func metricOptions(_ metrics: [Plan.Located]) throws -> [String: [ParameterAxis]] {
    guard let node = nodes["metric_options"] else { return [:] }
    let chosen = metrics.map(\.value)
    let catalogue = MetricCatalog.entries.map(\.description.name)
    let entries = try node.mapping("metric_options", allowed: catalogue)
    if let idle = entries.first(where: { !chosen.contains($0.key) }) {
      throw idle.value.fail(
        "metric_options has options of \(idle.key), which is not among the metrics of the plan "
          + "(\(chosen.joined(separator: ", "))); add it there, or leave out its options")
    }
    var options: [String: [ParameterAxis]] = [:]
    for (metric, node) in entries {
      let known = MetricCatalog.entry(named: metric)?.options ?? []
      let path = "metric_options.\(metric)"
      options[metric] = try node.mapping(path, allowed: known.map(\.name)).compactMap { entry in
        try known.first { $0.name == entry.key }.map {
          try ParameterAxis.option($0, path: "\(path).\(entry.key)", entry.value)
        }
      }.sorted { $0.name < $1.name }
    }
    return options
  }

  private func sampling() throws -> Plan.Sampling {
    guard let node = nodes["sampling"] else { return .grid }
    if case .scalar("grid") = node.value { return .grid }
    guard case .mapping = node.value else {
      throw node.fail(
        "sampling is \(node.kind); allowed are grid, {random: COUNT, seed: S}, "
          + "{sobol: COUNT, seed: S}")
    }
    let entries = Dictionary(
      try node.mapping("sampling", allowed: PlanKey.names(below: "sampling")),
      uniquingKeysWith: { first, _ in first })
    if let second = entries["sobol"], entries["random"] != nil {
      throw second.fail("sampling names random and sobol; one of them draws the points")
    }
    let seed = try entries["seed"]?.integer("sampling.seed") ?? 1
    guard SeedRange.allowed.contains(seed) else {
      throw node.fail("sampling.seed is \(seed); it must be \(SeedRange.sentence)")
    }
    for (key, make) in [("random", Plan.Sampling.random), ("sobol", Plan.Sampling.sobol)] {
      guard let node = entries[key] else { continue }
      let count = try node.integer("sampling.\(key)")
      guard (1...1_000_000).contains(count) else {
        throw node.fail("sampling.\(key) is \(count); it must be from 1 to 1000000")
      }
      return make(count, seed)
    }
    throw node.fail("sampling needs random: COUNT or sobol: COUNT")
  }
}
