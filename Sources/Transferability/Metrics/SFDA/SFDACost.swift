/// What the two ways of SFDA's second pass cost, in flops of a large product.
enum SFDACost {
  /// Iterations that a setting takes, typically.
  private static let iterations = 4.0
  /// A product with few columns runs at half of the speed of a large one.
  private static let narrow = 2.0
  /// Reading and converting an element, divided among the settings that share it.
  private static let reading = 50.0 / Double(PreparedSFDA.sharing)

  /// Shared iterations over open rows among N x D.
  static func iterating(rows: Int, dimension: Int, classes: Int, open: Int) -> Double {
    let (n, d, c) = (Double(rows), Double(dimension), Double(classes))
    let products = 4 * Double(open) * d * c + 4 * d * d * c
    return iterations * (narrow * products + reading * n * d)
  }

  /// A Gram of the open rows and its factor.
  static func factoring(dimension: Int, open: Int) -> Double {
    let d = Double(dimension)
    return Double(open) * d * d + d * d * d / 3
  }
}
