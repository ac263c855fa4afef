/// PED's parameters as the ledger keeps them: the columns of the CSV files. Names as in plans.
package struct PEDParameters: Codable, Hashable, Sendable {
  package var stepSize: Double
  package var iterations: Int
  package var forceConstant: Double
  package var radiusScale: Double
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
