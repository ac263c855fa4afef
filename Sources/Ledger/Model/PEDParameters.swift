/// PED's parameters as the ledger keeps them: the columns of the CSV files. Names as in plans.
package struct PEDParameters: Codable, Hashable, Sendable {
  /// `step_size`: the time of a step.
  package var stepSize: Double
  /// `iterations`: the most steps.
  package var iterations: Int
  /// `force_constant`: the stiffness of the spring.
  package var forceConstant: Double
  /// `radius_scale`: what radii are multiplied by.
  package var radiusScale: Double
  /// `exit_ratio`: the share of the first step's length at which it stops.
  package var exitRatio: Double
  /// Ablation switches that are not at the official value, name: value as in plans (rescale,
  /// rescale_floor, force, velocity, mass, radius, clip). Empty for the official method.
  package var ablation: [String: String]

  package init(
    stepSize: Double, iterations: Int, forceConstant: Double, radiusScale: Double,
    exitRatio: Double, ablation: [String: String] = [:]
  ) {
    self.stepSize = stepSize
    self.iterations = iterations
    self.forceConstant = forceConstant
    self.radiusScale = radiusScale
    self.exitRatio = exitRatio
    self.ablation = ablation
  }
}
