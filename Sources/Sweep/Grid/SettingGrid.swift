import LinearAlgebra
import Transferability

/// All settings of a plan, each once, in a fixed order.
package struct SettingGrid: Sendable {
  package let settings: [SweepSetting]
  /// Grid points that the plan's `exclude` took away.
  package let excluded: Int
  /// Sampled points that fell on a setting drawn before.
  package let duplicates: Int

  /// - Throws: ``PlanError`` if nothing is left to run, or an exclusion cannot be read.
  package init(_ plan: Plan) throws {
    var points: [PEDSettings] = []
    var drawn = 0
    var excluded = 0
    let exclusions = try plan.exclusions.map { try Exclusion($0) }
    if plan.motions.contains(.ped) {
      let all = try Self.points(of: plan)
      drawn = all.count
      var seen = Set<PEDSettings>()
      let kept = all.filter { point in !exclusions.contains { $0.excludes(point) } }
      excluded = all.count - kept.count
      points = kept.filter { seen.insert($0).inserted }
      guard !points.isEmpty else {
        throw PlanError("\(plan.path): the grid is empty: exclude takes away all \(drawn) points")
      }
    }
    self.excluded = excluded
    duplicates = drawn - excluded - points.count

    var settings: [SweepSetting] = []
    for metric in plan.metrics.map(\.value) {
      for variant in Self.variants(of: metric, axes: plan.metricOptions[metric] ?? []) {
        if plan.motions.contains(.none) { settings.append(variant) }
        settings += points.map { point in
          var setting = variant
          setting.ped = point
          return setting
        }
      }
    }
    self.settings = settings
  }

  /// The combinations of a metric's options; the last axis varies fastest.
  private static func variants(of metric: String, axes: [ParameterAxis]) -> [SweepSetting] {
    axes.reduce([SweepSetting(metric: metric)]) { settings, axis in
      guard case .list(let items) = axis.values else { return settings }
      return settings.flatMap { setting in
        items.map { item in
          var setting = setting
          if axis.name == "seed" {
            setting.seed = item.asInteger
          } else {
            setting.options[axis.name] = item
          }
          return setting
        }
      }
    }
  }

  private static func points(of plan: Plan) throws -> [PEDSettings] {
    switch plan.sampling {
    case .grid: return try gridPoints(plan)
    case .random(let count, let seed):
      var generator = SplitMix64(seed: UInt64(bitPattern: Int64(seed)))
      return (0..<count).map { _ in
        settings(plan.pedAxes, at: plan.pedAxes.map { _ in generator.nextUnit() })
      }
    case .sobol(let count, let seed):
      guard !plan.pedAxes.isEmpty else { return [PEDSettings()] }
      var generator = SplitMix64(seed: UInt64(bitPattern: Int64(seed)))
      let shift = plan.pedAxes.map { _ in UInt32(truncatingIfNeeded: generator.next() >> 32) }
      var sequence = SobolSequence(shift: shift)
      return (0..<count).map { _ in settings(plan.pedAxes, at: sequence.next()) }
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
      points = points.flatMap { point in
        items.map { item in
          var point = point
          parameter.apply(&point, item)
          return point
        }
      }
    }
    return points
  }

  private static func settings(_ axes: [ParameterAxis], at position: [Double]) -> PEDSettings {
    var settings = PEDSettings()
    for (axis, position) in zip(axes, position) {
      PEDParameter.named(axis.name)?.apply(&settings, axis.value(at: position))
    }
    return settings
  }
}
