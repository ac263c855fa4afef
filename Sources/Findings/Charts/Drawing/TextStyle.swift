/// How a text is set: a class of ``ChartStyle/pageSheet``.
package enum TextStyle: String {
  case head = "pl-head"
  case strong = "pl-strong"
  case text = "pl-text"
  case small = "pl-small"
  /// In a cell that brings its own ink.
  case value = "pl-value"

  var size: Double {
    switch self {
    case .head: 14
    case .strong, .text: 12
    case .small, .value: 11
    }
  }

  var isBold: Bool { self == .head || self == .strong }

  func width(_ text: String) -> Double {
    FontMetrics.width(text, size: size, isBold: isBold)
  }
}
