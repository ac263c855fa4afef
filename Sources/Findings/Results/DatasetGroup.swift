/// Some datasets under one name, for a column with their mean.
package struct DatasetGroup: Sendable {
  /// The heading of its column.
  package let name: String
  /// Those that the column is the mean of.
  package let datasets: [String]

  /// Reads `NAME=DATASET,DATASET`.
  ///
  /// - Throws: ``TableError`` for another form, or a dataset that is not among `known`.
  package init(_ text: String, known: [String]) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw TableError("--group \(text): write it as NAME=DATASET,DATASET.")
    }
    name = parts[0]
    datasets = FieldList.fields(parts[1])
    if let unknown = datasets.first(where: { !known.contains($0) }) {
      throw TableError(
        "--group \(text): there is no dataset '\(unknown)'; there are "
          + known.joined(separator: ", ") + ".")
    }
  }

  /// Reads several.
  ///
  /// - Throws: ``TableError`` as for one, and for a name that another column has: of a dataset, of the
  ///   mean over all, or of another group.
  package static func all(_ texts: [String], known: [String]) throws -> [DatasetGroup] {
    var taken = Set(known + [meanName])
    return try texts.map { text in
      let group = try DatasetGroup(text, known: known)
      guard taken.insert(group.name).inserted else {
        throw TableError(
          "--group \(text): another column is called \(group.name) already; choose another name.")
      }
      return group
    }
  }

  /// The heading of the mean over all datasets.
  private static let meanName = "mean"
}
