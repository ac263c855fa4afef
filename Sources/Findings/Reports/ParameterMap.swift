/// A heat map over two parameters, and what must be said of it.
struct ParameterMap {
  /// Names of parameters.
  let x: String
  let y: String
  let isComplete: Bool
  let chart: HeatMap
  let caption: String
  /// What the cells are over, where it is not the same everywhere.
  let notes: [String]
}
