/// What an attribute holds, as far as numbers go.
enum AttributeValue: Sendable, Equatable {
  case absent
  case numbers([Double])
  /// Text, something else, or nothing.
  case other

  var numbers: [Double]? { if case .numbers(let numbers) = self { numbers } else { nil } }
}
