/// A column of few different values as codes among them.
package enum Levels {
  /// The place of each value among `levels`.
  ///
  /// - Precondition: `levels` has each of the values once.
  package static func codes<Value: Hashable>(of values: [Value], among levels: [Value]) -> [Int] {
    let places = Dictionary(uniqueKeysWithValues: zip(levels, levels.indices))
    return values.map { value in
      guard let place = places[value] else {
        preconditionFailure("\(value) is not among the \(levels.count) levels")
      }
      return place
    }
  }
}
