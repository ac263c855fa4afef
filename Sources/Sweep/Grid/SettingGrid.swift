import LinearAlgebra
import Transferability
import Wording

/// All settings of a plan, each once, in a fixed order.
package struct SettingGrid: Sendable {
  /// All settings of the plan, without those that are excluded, each once.
  package let settings: [SweepSetting]
  /// Grid points that the plan's `exclude` took away.
  package let excluded: Int
  /// Sampled points that fell on a setting drawn before.
  package let duplicates: Int
  /// What the plan says of PED without any effect: sentences.
  package let remarks: [String]

  /// - Throws: ``PlanError`` if nothing is left to run, there are more settings than `limit` allows, or
  ///   an exclusion cannot be read.
  package init(_ plan: Plan, limit: GridLimit = .usual) throws {
    try limit.check(plan)
    var points: [PEDSettings] = []
    var drawn = 0
    var excluded = 0
    var exclusions = try plan.exclusions.map { try Exclusion($0) }
    if plan.motions.contains(.ped) {
      let all = try Self.points(of: plan)
      drawn = all.count
      var seen = Set<PEDSettings>()
      let kept = all.filter { point in
        // Each is asked, so that it is known which ones hit nothing.
        exclusions.indices.reduce(true) { !exclusions[$1].excludes(point) && $0 }
      }
      excluded = all.count - kept.count
      points = kept.filter { seen.insert($0).inserted }
      guard !points.isEmpty else {
        throw PlanError("\(plan.path): the grid is empty: exclude leaves out all \(drawn) points")
      }
    }
    self.excluded = excluded
    remarks = Self.remarks(plan, exclusions)
    duplicates = drawn - excluded - points.count

    var settings: [SweepSetting] = []
    for metric in plan.metrics.map(\.value) {
      let axes = plan.metricOptions[metric] ?? []
      for variant in try Self.variants(of: metric, axes: axes, plan.path) {
        for sample in plan.samples {
          var setting = variant
          setting.sample = sample
          if plan.motions.contains(.none) { settings.append(setting) }
          settings += points.map { point in
            setting.ped = point
            return setting
          }
        }
      }
    }
    self.settings = settings
  }

  private static func remarks(_ plan: Plan, _ exclusions: [Exclusion]) -> [String] {
    guard plan.motions.contains(.ped) else {
      let named =
        plan.pedAxes.map { "ped.\($0.name)" } + plan.exclusions.prefix(1).map { _ in "exclude" }
      return named.isEmpty
        ? []
        : [
          "motion is none, so the plan's \(listed(named)) \(named.count == 1 ? "has" : "have") no effect"
        ]
    }
    return exclusions.filter { !$0.hasExcluded }.map {
      "exclude: \"\($0.text)\" leaves out no point of the grid"
    }
  }

  /// The combinations of a metric's options; the last axis varies fastest.
  ///
  /// - Throws: ``PlanError`` for a seed that is not a whole number from 0.
  private static func variants(
    of metric: String, axes: [ParameterAxis], _ path: String
  ) throws -> [SweepSetting] {
    let entry = MetricCatalog.entry(named: metric)
    let all = try axes.reduce([SweepSetting(metric: metric)]) { settings, axis in
      guard case .list(let written) = axis.values else { return settings }
      let option = entry?.options.first { $0.name == axis.name }
      return try settings.flatMap { setting in
        try written.map { item in
          var setting = setting
          if axis.name == "seed" {
            guard case .integer(let seed) = item, SeedRange.allowed.contains(seed) else {
              throw PlanError(
                "\(path): metric_options.\(metric).seed is \(item); it must be \(SeedRange.sentence)"
              )
            }
            setting.seed = seed
          } else if item != option.flatMap({ $0.kind.accepted($0.defaultValue) }) {
            // Written with its default, an option is as good as left out.
            setting.options[axis.name] = item
          }
          return setting
        }
      }
    }
    // A value that stands for several may name one that is written too.
    var seen = Set<SweepSetting>()
    return all.flatMap { setting in
      (entry?.expanded(setting.options) ?? [setting.options]).map { options in
        var setting = setting
        setting.options = options
        return setting
      }
    }.filter { seen.insert($0).inserted }
  }

  private static func points(of plan: Plan) throws -> [PEDSettings] {
    switch plan.sampling {
    case .grid: return try gridPoints(plan)
    case .random(let count, let seed):
      var generator = SplitMix64(seed: UInt64(bitPattern: Int64(seed)))
      return try (0..<count).map { _ in
        try settings(plan.pedAxes, at: plan.pedAxes.map { _ in generator.nextUnit() })
      }
    case .sobol(let count, let seed):
      guard !plan.pedAxes.isEmpty else { return [PEDSettings()] }
      guard plan.pedAxes.count <= SobolSequence.maximumDimensions else {
        throw PlanError(
          "\(plan.path): sampling by sobol varies at most \(SobolSequence.maximumDimensions) "
            + "parameters; ped has \(plan.pedAxes.count). Use sampling: {random: \(count)}")
      }
      var generator = SplitMix64(seed: UInt64(bitPattern: Int64(seed)))
      let shift = plan.pedAxes.map { _ in UInt32(truncatingIfNeeded: generator.next() >> 32) }
      var sequence = SobolSequence(shift: shift)
      return try (0..<count).map { _ in try settings(plan.pedAxes, at: sequence.next()) }
    }
  }

  private static func gridPoints(_ plan: Plan) throws -> [PEDSettings] {
    var points = [PEDSettings()]
    for axis in plan.pedAxes {
      guard case .list(let items) = axis.values, let parameter = PEDParameter.named(axis.name)
      else {
        throw PlanError(
          "\(plan.path): ped.\(axis.name) is a continuous range, which a grid cannot hold; "
            + "give a list, linspace or logspace, or sampling: {random: COUNT}")
      }
      points = try points.flatMap { point in
        try items.map { item in
          var point = point
          try parameter.set(item, in: &point)
          return point
        }
      }
    }
    return points
  }

  private static func settings(
    _ axes: [ParameterAxis], at position: [Double]
  ) throws -> PEDSettings {
    var settings = PEDSettings()
    for (axis, position) in zip(axes, position) {
      try PEDParameter.named(axis.name)?.set(axis.value(at: position), in: &settings)
    }
    return settings
  }
}
