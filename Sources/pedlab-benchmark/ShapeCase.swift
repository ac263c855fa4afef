import FeatureStore

/// One thing to be timed: a store, and what is scored on it.
struct ShapeCase: Sendable {
  /// What a command does with the store.
  enum Work: Sendable {
    /// One score of each metric by `pedlab score`
    case score(motion: String)
    /// A sweep of so many settings by `pedlab run`; the second is PED's part of the plan
    case sweep(settings: Int, ped: String)

    /// So many step sizes.
    static func steps(_ count: Int, _ range: ClosedRange<Double>) -> Work {
      let bounds = "\(range.lowerBound), \(range.upperBound)"
      return .sweep(settings: count, ped: "{step_size: {linspace: [\(bounds), \(count)]}}")
    }

    /// 9 step sizes, 6 numbers of iterations, 5 force constants and 8 radii.
    static let grid = Work.sweep(
      settings: 2160,
      ped: "{step_size: {logspace: [0.003, 0.3, 9]}, iterations: [1, 2, 3, 4, 5, 6], "
        + "force_constant: [0.1, 0.3, 1, 3, 10], radius_scale: {linspace: [0.2, 1.6, 8]}}")
  }

  let name: String
  let metrics: [String]
  let work: Work
  let models: Int
  let rows: Int
  let dimensions: Int
  let classes: Int
  var floatBytes = 4
  /// Of the classes; nil: as the synthetic store has it.
  var separation: Double?
  /// What the full size is to reach.
  let asked: String

  var shape: String {
    let models = models == 1 ? "" : "\(models) models, "
    return "\(models)\(rows) x \(dimensions), \(classes) classes"
  }

  /// The shapes of the page on the engine, or stand-ins that take seconds.
  static func all(isFull: Bool) -> [ShapeCase] {
    let few = isFull ? (rows: 1000, dimensions: 16_384) : (rows: 500, dimensions: 8192)
    let many = isFull ? 1_281_167 : 100_000
    let hard = isFull ? (rows: 50_000, dimensions: 2048) : (rows: 10_000, dimensions: 1024)
    return [
      ShapeCase(
        name: "few-rows", metrics: ["logme"], work: .score(motion: "ped"), models: 1,
        rows: few.rows, dimensions: few.dimensions, classes: 100,
        asked: "command 1.5 s, peak 300 MB")
    ]
      + ["hscore", "sfda", "gbc", "transrate"].map {
        ShapeCase(
          name: "fewer-rows", metrics: [$0], work: .score(motion: "none"), models: 1, rows: 500,
          dimensions: 4096, classes: 10, asked: "command / product 10")
      }
      + [
        ShapeCase(
          name: "few-rows-sweep", metrics: ["logme"],
          work: .steps(240, 0.01...0.5), models: 1,
          rows: 1000, dimensions: 4096, classes: 50, asked: "official / per score 3000"),
        ShapeCase(
          name: "few-rows-grid", metrics: ["logme"], work: .grid, models: 1,
          rows: 1000, dimensions: 4096, classes: 50, asked: "official / per score 3000"),
      ]
      + ["ncm", "lda", "sfda", "reg_hscore"].map {
        ShapeCase(
          name: "many-rows", metrics: [$0], work: .score(motion: "none"), models: 1, rows: many,
          dimensions: 128, classes: 1000, floatBytes: 2, asked: "peak 400 MB")
      }
      + [
        ShapeCase(
          name: "small-classes", metrics: ["transrate"], work: .score(motion: "none"), models: 1,
          rows: 5000, dimensions: 64, classes: 1000, asked: "peak 100 MB"),
        ShapeCase(
          // Scores from about 0.9 to 0.9999: larger steps saturate, and cost little.
          name: "hard-sfda", metrics: ["sfda"],
          work: .steps(isFull ? 240 : 48, 0.03...0.08), models: 1,
          rows: hard.rows, dimensions: hard.dimensions, classes: 10,
          separation: isFull ? 0.08 : 0.11, asked: "official / per score 300"),
        ShapeCase(
          name: "many-models", metrics: ["logme"], work: .score(motion: "ped"),
          models: isFull ? 10_000 : 1000, rows: 500, dimensions: 64, classes: 10,
          asked: "command 60 s"),
      ]
  }

  /// Writes the store.
  func write(to path: String) throws {
    var store = SyntheticStore()
    (store.models, store.datasets, store.rows) = (models, 1, rows)
    (store.dimensions, store.classes) = (dimensions, classes)
    store.referenceRows = models > 1 ? 100 : 1000
    store.storage = StorageOptions(floatBytes: floatBytes)
    store.separation = separation
    try store.write(to: path)
  }
}
