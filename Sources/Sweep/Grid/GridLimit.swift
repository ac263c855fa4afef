import Wording

/// How many settings a plan may have. They are counted before any is made: a thousand values for each
/// of three parameters are a line of a plan, and more than a machine holds.
package enum GridLimit: Sendable {
  /// Grids of a size that is hardly a mistake.
  case usual
  /// What a machine of so many bytes holds (`--yes`).
  case memory(Int)

  /// Settings that take some seconds to list.
  private static let usualCount = 100_000.0
  /// Bytes of a setting with its specifications on a few datasets.
  private static let bytesOfSetting = 1_000.0

  /// - Throws: ``PlanError`` with the count.
  package func check(_ plan: Plan) throws {
    let count = Self.count(plan)
    let text = Printed.exact(count)
    switch self {
    case .usual:
      guard count > Self.usualCount else { return }
      throw PlanError(
        "\(plan.path): the grid has \(text) settings; more than \(Int(Self.usualCount)) are run only"
          + " with --yes. Shorten the lists, or draw some: sampling: {sobol: COUNT}")
    case .memory(let bytes):
      let most = Double(bytes) / Self.bytesOfSetting
      guard count > most else { return }
      throw PlanError(
        "\(plan.path): the grid has \(text) settings, and this machine's memory holds some"
          + " \(Int(most)). Divide the plan, or draw some: sampling: {sobol: COUNT}")
    }
  }

  /// All combinations, before exclusions and double points are taken away.
  private static func count(_ plan: Plan) -> Double {
    let variants = plan.metrics.reduce(0.0) { sum, metric in
      sum + product(plan.metricOptions[metric.value] ?? [])
    }
    let points: Double =
      switch plan.sampling {
      case .grid: product(plan.pedAxes)
      case .random(let count, _), .sobol(let count, _): Double(count)
      }
    return variants * Double(plan.samples.count)
      * plan.motions.reduce(0.0) { sum, motion in sum + (motion == .ped ? points : 1) }
  }

  private static func product(_ axes: [ParameterAxis]) -> Double {
    axes.reduce(1.0) { count, axis in
      if case .list(let items) = axis.values { count * Double(items.count) } else { count }
    }
  }
}
