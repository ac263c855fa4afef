import Tabular
import Wording

extension ModelAttributes {
  /// - Throws: ``CSVError`` without a column `model`, without any attribute, for a value that is
  ///   not a number, and for a model with two values of one attribute.
  package init(_ table: CSVTable) throws {
    let columns = Order.allCases.filter { table.index(of: $0.rawValue) != nil }
    guard table.index(of: "family") != nil || !columns.isEmpty else {
      _ = try table.requiredIndex(of: "model")
      throw CSVError(
        "\(table.name): no attribute of models; give a column family, parameters, dimension or "
          + "source_accuracy beside model.")
    }
    var numbers: [Order: [String: Double]] = [:]
    for order in columns {
      numbers[order] = try Self.values(of: order.rawValue, in: table) { try table.number($0, $1) }
    }
    self.init(families: try Self.families(in: table), numbers: numbers)
  }

  /// The column family by model; empty without one.
  ///
  /// - Throws: ``CSVError`` for a model with two families.
  static func families(in table: CSVTable) throws -> [String: String] {
    guard table.index(of: "family") != nil else { return [:] }
    return try values(of: "family", in: table) { row, column in
      let text = table.text(row, column)
      return text.isEmpty ? nil : text
    }
  }

  private static func values<Value: Equatable>(
    of attribute: String, in table: CSVTable, _ read: (CSVTable.Row, Int) throws -> Value?
  ) throws -> [String: Value] {
    let (model, column) = (
      try table.requiredIndex(of: "model"), try table.requiredIndex(of: attribute)
    )
    var found: [String: (value: Value, line: Int)] = [:]
    for row in table.rows {
      guard let value = try read(row, column) else { continue }
      let name = table.text(row, model)
      if let earlier = found[name], earlier.value != value {
        throw CSVError(
          "\(table.name): model '\(name)' has the \(attribute) '\(earlier.value)' in line "
            + "\(earlier.line), but '\(value)' in line \(row.line); it has one.")
      }
      found[name] = found[name] ?? (value, row.line)
    }
    return found.mapValues(\.value)
  }

  /// - Returns: a sentence if some of the models have none of the attributes; nil otherwise.
  /// - Throws: ``CSVError`` if none of the models is among those that attributes are given of.
  package func check(models: [String], source: String) throws -> String? {
    let known = Set(families.keys).union(numbers.values.flatMap(\.keys))
    let without = models.filter { !known.contains($0) }
    if without.count == models.count, let first = models.first, let example = known.min() {
      let nearest = Suggestion.nearest(to: first, among: known)
      throw CSVError(
        "\(source): none of its models (\(example), ...) is among those of the accuracies "
          + "(\(first)\(nearest.map { ", nearest: \($0)" } ?? "")); write them in the same way.")
    }
    guard !without.isEmpty else { return nil }
    return "\(source): nothing is said of \(listed(without))."
  }
}
