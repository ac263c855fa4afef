import FeatureStatistics
import LinearAlgebra
import Synchronization
import Testing

struct HeldRowsTests {
  /// Counts how often it is read, and gives uneven blocks.
  private final class Source: RowSource {
    let matrix: Matrix
    let reads = Mutex(0)

    init(_ matrix: Matrix) { self.matrix = matrix }

    var rows: Int { matrix.rows }
    var columns: Int { matrix.columns }

    func forEachBlock(
      in range: Range<Int>, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
    ) throws {
      reads.withLock { $0 += 1 }
      try matrix.forEachPiece(of: 30_011, in: range, body)
    }
  }

  private static let rows = Matrix(
    rows: 100_000, columns: 5, elements: (0..<500_000).map { Double($0) })

  private func elements(_ rows: any RowSource, _ range: Range<Int>) throws -> [Double] {
    var (elements, next): ([Double], Int) = ([], range.lowerBound)
    try rows.forEachBlock(in: range) { first, block in
      #expect(first == next)
      next += block.rows
      elements += block.elements
    }
    #expect(next == range.upperBound)
    return elements
  }

  @Test func `Rows that are held are read once and given in order`() throws {
    let source = Source(Self.rows)
    let held = HeldRows.holding(source, limit: 500_000)
    for range in [0..<100_000, 0..<50_000, 50_000..<100_000, 52_400..<52_500, 7..<8, 9..<9] {
      #expect(
        try elements(held, range)
          == Array(Self.rows.elements[(5 * range.lowerBound)..<(5 * range.upperBound)]))
    }
    #expect(source.reads.withLock { $0 } == 1)
  }

  @Test func `Rows with more elements than the limit are read each time`() throws {
    let source = Source(Self.rows)
    let held = HeldRows.holding(source, limit: 499_999)
    for _ in 0..<2 { #expect(try elements(held, 3..<11) == Array(Self.rows.elements[15..<55])) }
    #expect(source.reads.withLock { $0 } == 2)
  }
}
