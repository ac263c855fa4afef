import Tabular

/// A column that says something of the model of a row.
enum AttributeColumn {
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

  /// By model.
  ///
  /// - Throws: ``CSVError`` for a model with two values, and whatever `read` throws.
  static func values<Value: Equatable>(
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
}
