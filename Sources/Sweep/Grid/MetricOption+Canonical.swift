import Transferability

extension MetricOption {
  /// The one form of values that are equal as `kind` reads them: 1, 1.0 and 1e0 are the integer 1, and
  /// -0.0 is 0. A value that is not allowed stays as it is, to be refused with its reason.
  func canonical(as kind: OptionKind?) -> MetricOption {
    guard case .number(let value) = self, value == value.rounded(), abs(value) < 0x1p53 else {
      return self
    }
    switch kind {
    case .number, .integer: return .integer(Int(value))
    default: return self
    }
  }
}
