/// A ``TruthTable`` as bytes: models, datasets, and the merits dataset by dataset, NaN where there is none.
enum TruthBytes {
  static func write(_ table: TruthTable) -> [UInt8] {
    var writer = PackedWriter()
    for names in [table.models, table.datasets] {
      writer.add(names.count)
      for name in names { writer.add(name) }
    }
    for merit in table.merits.joined() { writer.add(merit ?? .nan) }
    return writer.bytes
  }

  /// nil for bytes that ``write(_:)`` did not write.
  static func read(_ bytes: [UInt8]) -> TruthTable? {
    var reader = PackedReader(bytes)
    let models = reader.list { $0.text() }
    let datasets = reader.list { $0.text() }
    let merits = datasets.map { _ in
      reader.repeated(models.count) { reader in
        let merit = reader.number()
        return merit.isNaN ? nil : merit
      }
    }
    guard reader.isAtEnd else { return nil }
    return TruthTable(models: models, datasets: datasets, merits: merits)
  }
}
