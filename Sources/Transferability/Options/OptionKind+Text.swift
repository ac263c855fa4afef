extension OptionKind {
  /// The value that a text of a plan stands for, in the one form that this kind has for it; nil if it
  /// is not allowed.
  package func value(of text: String) -> MetricOption? {
    switch self {
    case .integer:
      if let integer = Int(text) { return accepted(.integer(integer)) }
      return Double(text).flatMap { Int(exactly: $0) }.flatMap { accepted(.integer($0)) }
    case .number:
      // -0.0 is 0.
      return Double(text).flatMap { accepted(.number($0 == 0 ? 0 : $0)) }
    case .flag:
      switch text.lowercased() {
      case "true", "yes", "on": return .flag(true)
      case "false", "no", "off": return .flag(false)
      default: return nil
      }
    case .choice, .sum: return accepted(.text(text))
    }
  }
}
