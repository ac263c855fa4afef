import LinearAlgebra

/// What LogME costs, in flops: the one statement that the description, forecasts and the choice of
/// the way all read.
enum LogMECost {
  /// Factorisations of S(t) (C x C) that a setting takes, typically.
  static let factorisations = 20
  /// Flops of one, with the diagonal of the inverse, divided by C^3.
  static let factorisation = 1.4
  /// Values of t at which K(t) is tabulated, typically.
  private static let tabulated = 35.0
  /// Flops of a solve with the band (blocks of 48), divided by C D.
  private static let solve = 150.0

  /// As ``LogME``'s description tells it.
  static let text =
    "once: 4/3 D^3; a setting: about \(factorisations) factorisations of C x C "
    + "(\(factorisation) C^3 each), or 9 D^3 if that is less; no features"

  /// Reduction to a band, and the table of K(t).
  static func preparing(dimension: Double, classes: Double) -> Double {
    4 / 3 * dimension * dimension * dimension
      + tabulated * (solve * classes * dimension + classes * classes * dimension)
  }

  /// Bytes: the band, the class means beside it, and the table.
  static func held(dimension: Double, classes: Double) -> Int {
    let band = dimension * (2 * Double(BandReduction.width) + classes)
    return Int(8 * (band + tabulated * classes * (classes + 1) / 2))
  }

  /// A setting by C x C factorisations.
  static func byFactors(classes: Double) -> Double {
    Double(factorisations) * factorisation * classes * classes * classes
  }

  /// A setting by the eigenproblem of the moved Gram.
  static func direct(dimension: Double, classes: Double) -> Double {
    MetricWork.eigen(dimension) + 2 * classes * dimension * dimension
  }

  /// A setting, whichever is less.
  static func setting(dimension: Double, classes: Double) -> Double {
    min(byFactors(classes: classes), direct(dimension: dimension, classes: classes))
  }
}
