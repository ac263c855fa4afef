/// Whole numbers from 0 in ascending order, written as ranges: "0-9,12".
package struct IndexRanges: Sendable, Hashable, CustomStringConvertible {
  /// Each once, in ascending order.
  package let indices: [Int]

  /// - Parameter indices: in any order.
  package init(_ indices: some Sequence<Int>) { self.indices = Set(indices).sorted() }

  /// Reads also what Slurm writes of the elements of an array: "0-9:2,12%4", where 4 is how many may run.
  ///
  /// - Returns: nil if `text` is no such list, or one that Slurm has cut ("0-9,...").
  package init?(_ text: String) {
    var indices: [Int] = []
    let list = text.split(separator: "%", omittingEmptySubsequences: false)[0]
    for part in list.split(separator: ",") {
      let words = part.split(separator: ":").map(String.init)
      let ends = (words.first ?? "").split(separator: "-").map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 0, first <= last,
        ends.count <= 2, words.count <= 2, let step = words.count == 2 ? Int(words[1]) : 1, step > 0
      else { return nil }
      indices += stride(from: first, through: last, by: step)
    }
    self.init(indices)
  }

  package var description: String {
    var ranges: [ClosedRange<Int>] = []
    for index in indices {
      if let last = ranges.last, last.upperBound == index - 1 {
        ranges[ranges.count - 1] = last.lowerBound...index
      } else {
        ranges.append(index...index)
      }
    }
    return ranges.map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }.joined(separator: ",")
  }
}

extension IndexRanges: Codable {
  /// - Throws: ``ExecutorError`` for a text that is no such list.
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let ranges = IndexRanges(text) else {
      throw ExecutorError("\"\(text)\" is not a list of numbers such as 0-9,12")
    }
    self = ranges
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
