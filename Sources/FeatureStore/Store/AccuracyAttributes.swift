internal import Tabular

/// What the attributes `unit` (or `units`) and `better` of /ground_truth/accuracy say.
struct AccuracyAttributes {
  private let place: String
  private let unit: AccuracyUnit?
  private let better: GroundTruth.Better?

  /// - Throws: ``StoreError`` for a word that is not known.
  init(_ dataset: HDF5Dataset) throws {
    let place = dataset.description.place
    func text(_ attribute: String) throws -> String? {
      try dataset.file.strings(of: dataset.description.path, attribute: attribute)?.first
    }
    self.place = place
    unit = try (try text("unit") ?? text("units")).map { word in
      guard let unit = Self.unit(word) else {
        throw StoreError(
          "\(place): the attribute unit is \"\(word)\"; allowed: percent, fraction, other.")
      }
      return unit
    }
    better = try text("better").map { word in
      guard let better = GroundTruth.Better(rawValue: word.lowercased()) else {
        throw StoreError(
          "\(place): the attribute better is \"\(word)\"; allowed: higher, lower.")
      }
      return better
    }
  }

  private static func unit(_ word: String) -> AccuracyUnit? {
    switch word {
    case "%": .percent
    case "1": .fraction
    default: AccuracyUnit(rawValue: word.lowercased())
    }
  }

  /// - Throws: ``StoreError`` if the attribute says that higher is better and the options say lower.
  func completing(_ options: GroundTruthOptions) throws -> GroundTruthOptions {
    if options.better == .lower, better == .higher {
      throw StoreError(
        "\(place): its attribute better says that higher is better, but the plan, or --better, says "
          + "lower; leave one out.")
    }
    var options = options
    options.unit = options.unit ?? unit
    options.better = better ?? options.better
    return options
  }
}
