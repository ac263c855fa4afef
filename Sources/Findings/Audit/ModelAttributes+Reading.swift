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
      numbers[order] = try AttributeColumn.values(of: order.rawValue, in: table) {
        try table.number($0, $1)
      }
    }
    self.init(families: try AttributeColumn.families(in: table), numbers: numbers)
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
    return "\(source): it has no row for \(listed(without))."
  }
}
