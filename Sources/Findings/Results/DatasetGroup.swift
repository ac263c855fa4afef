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
}
