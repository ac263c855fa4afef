internal import LinearAlgebra
import Platform
import Wording

extension FeatureMatrix {
  /// What the marks of all rows show.
  ///
  /// - Parameter parts: of consecutive parts of the rows, in their order.
  /// - Throws: ``StoreError`` if rows hold the number that the dataset was filled with before anything
  ///   was written: no data looks so.
  func doubts(_ parts: [RowMarks]) throws -> RowDoubts {
    let constants = ConstantRows(parts, description)
    try checkFilled(constants)
    let constant = columns >= Self.fewestTelling ? constants.most : nil
    var words = parts.flatMap(\.words)
    let zeros = words.count { $0 == 0 }
    let zerosAtEnd = words.reversed().prefix { $0 == 0 }.count
    let firstZero = words.firstIndex(of: 0).flatMap { $0 < words.count - zerosAtEnd ? $0 : nil }
    // Rows of one number are told of already.
    for row in constant?.rows ?? [] { words[row] = 0 }
    let repeats = Self.repeats(words)
    return RowDoubts(
      rows: words.count, zeros: zeros, zerosAtEnd: zerosAtEnd, firstZero: firstZero.map(stored),
      constant: constant.map {
        RowDoubts.Constant(value: $0.value, count: $0.rows.count, first: stored($0.rows[0]))
      }, repeated: repeats.count, firstRepeated: repeats.first.map(stored), bits: try bits())
  }

  /// Of integers of 8, 16 and 32 bits, by their first piece.
  private func bits() throws -> FloatBits? {
    guard case .integer(let bytes, _, _) = description.type, bytes <= 4,
      view.packing == nil, view.pooling == nil, pieceCount > 0
    else { return nil }
    var found: FloatBits?
    try forEachBlock(in: pieceRange(0)) { _, block in
      found = FloatBits(block.elements, bytes: bytes, columns: columns)
    }
    return found
  }

  /// Numbers of a row, below which one number throughout may be chance.
  private static let fewestTelling = 8

  private func stored(_ row: Int) -> Int { selection.stored(row..<row + 1).lowerBound }

  private func checkFilled(_ constants: ConstantRows) throws {
    guard let fill = description.fillValue, let rows = constants.rows(of: fill),
      let first = rows.first
    else { return }
    throw StoreError(
      "\(description.place): \(rows.count) of \(self.rows) rows"
        + " \(rows.count == 1 ? "holds" : "hold") the dataset's fill value \(Printed.exact(fill))"
        + " throughout (row \(stored(first))\(rows.count == 1 ? "" : " first")): they were never"
        + " written. Write them, or make the dataset smaller.")
  }

  /// How many rows have the word of an earlier one, and the first that has: by a table of words, each
  /// at the first free place from where its lowest bits say.
  private static func repeats(_ words: [UInt64]) -> (count: Int, first: Int?) {
    var size = 2
    while size < 2 * words.count { size *= 2 }
    var table = [UInt64](repeating: 0, count: size)
    var (count, first) = (0, Int?.none)
    for (row, word) in words.enumerated() where word != 0 {
      var place = Int(truncatingIfNeeded: word) & (size - 1)
      while table[place] != 0, table[place] != word { place = (place + 1) & (size - 1) }
      if table[place] == word {
        count += 1
        first = first ?? row
      }
      table[place] = word
    }
    return (count, first)
  }
}

/// The rows of one number throughout, by the number.
private struct ConstantRows {
  /// Ascending, by the number.
  private var rows: [Double: [Int]] = [:]

  init(_ parts: [RowMarks], _ description: DatasetDescription) {
    var start = 0
    for part in parts {
      for constant in part.constants {
        let value = Self.value(constant.number, description)
        rows[value, default: []].append(start + constant.row)
      }
      start += part.words.count
    }
  }

  /// As it is stored, before any scale.
  private static func value(_ number: UInt64, _ description: DatasetDescription) -> Double {
    var isBigEndian = false
    if case .float(_, let bigEndian) = description.type { isBigEndian = bigEndian }
    var value = 0.0
    withUnsafeBytes(of: number) {
      FloatDecoder.decode(
        $0.start, count: 1, bytes: description.numberBytes, bigEndian: isBigEndian, into: &value)
    }
    return value
  }

  func rows(of value: Double) -> [Int]? { rows[value] }

  /// The number of most rows; nil if none has two.
  var most: (value: Double, rows: [Int])? {
    rows.filter { $0.value.count > 1 }
      .max { ($0.value.count, -$0.value[0]) < ($1.value.count, -$1.value[0]) }
      .map { ($0.key, $0.value) }
  }
}
