import Wording

/// Rows that may never have been written, or were written twice: what a pass over features finds
/// besides its sums.
package struct RowDoubts: Sendable, Equatable {
  /// Rows of one number throughout that is not 0.
  package struct Constant: Sendable, Equatable {
    /// The number that most such rows hold.
    package let value: Double
    /// How many hold it.
    package let count: Int
    /// The first of them, as stored, from 0.
    package let first: Int
  }

  /// Rows that were looked at.
  package let rows: Int
  /// Rows of zeros alone.
  package let zeros: Int
  /// Those of them behind which no other row comes.
  package let zerosAtEnd: Int
  /// The first of the others, as stored, from 0; nil without any.
  package let firstZero: Int?
  /// nil where fewer than two rows are of one number, or rows are too short to tell.
  package let constant: Constant?
  /// Rows that are equal to an earlier one, without those of one number.
  package let repeated: Int
  /// The first of them, as stored, from 0; nil without any.
  package let firstRepeated: Int?

  /// What the numbers look like the bits of; nil if they may be what they are.
  package let bits: FloatBits?

  /// Whether nothing is to be said.
  package var isEmpty: Bool { zeros == 0 && repeated == 0 && constant == nil && bits == nil }

  /// Clauses that go with the place of the features.
  package var clauses: [String] {
    [bitsClause, zerosAtEndClause, zerosClause, constantClause, repeatedClause].compactMap(\.self)
  }

  private var bitsClause: String? {
    bits.map {
      "the integers look like the bits of \($0.rawValue), read as numbers of their own: save the values as"
        + ($0 == .float64 ? " float64" : " float32")
    }
  }

  private var zerosAtEndClause: String? {
    guard zerosAtEnd > 0 else { return nil }
    return
      (zerosAtEnd == 1
      ? "the last of \(counted(rows, "row")) is" : "the last \(zerosAtEnd) of \(rows) rows are")
      + " all 0, as if allocated and never written: was the last batch dropped?"
  }

  private var zerosClause: String? {
    guard let firstZero else { return nil }
    let count = zeros - zerosAtEnd
    return "\(Self.share(count, rows)) \(count == 1 ? "is" : "are") all 0"
      + (zerosAtEnd > 0 ? " before the end" : "")
      + (count == 1 ? " (row \(firstZero))" : " (row \(firstZero) first)")
  }

  private var constantClause: String? {
    constant.map {
      "\(Self.share($0.count, rows)) hold \(Printed.exact($0.value)) throughout (row \($0.first) first),"
        + " as if filled beforehand and never written"
    }
  }

  private var repeatedClause: String? {
    firstRepeated.map { first in
      "\(Self.share(repeated, rows)) \(repeated == 1 ? "repeats" : "repeat") an earlier row exactly"
        + (repeated == 1 ? " (row \(first))" : " (row \(first) first)")
    }
  }

  private static func share(_ count: Int, _ rows: Int) -> String { "\(count) of \(rows) rows" }
}

extension RowDoubts {
  /// As the cache keeps it: numbers, "-" for what is not there.
  var line: String {
    let numbers = [rows, zeros, zerosAtEnd, firstZero, repeated, firstRepeated]
    let constant: [String] =
      constant.map { ["\($0.value)", "\($0.count)", "\($0.first)"] } ?? ["-"]
    return (numbers.map { $0.map(String.init) ?? "-" } + [bits?.rawValue ?? "-"] + constant)
      .joined(separator: " ")
  }

  /// nil if `line` is not what ``line`` gives.
  init?(_ line: some StringProtocol) {
    let words = line.split(separator: " ")
    guard words.count == 8 || words.count == 10, let rows = Int(words[0]),
      let zeros = Int(words[1]), let zerosAtEnd = Int(words[2]), let repeated = Int(words[4])
    else { return nil }
    (self.rows, self.zeros, self.zerosAtEnd, self.repeated) = (rows, zeros, zerosAtEnd, repeated)
    (firstZero, firstRepeated) = (Int(words[3]), Int(words[5]))
    bits = FloatBits(rawValue: String(words[6]))
    guard words.count == 10 else {
      constant = nil
      return
    }
    guard let value = Double(words[7]), let count = Int(words[8]), let first = Int(words[9]) else {
      return nil
    }
    constant = Constant(value: value, count: count, first: first)
  }
}
