import FeatureStatistics
import FeatureStore
import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// Rows that were never written, or were written twice, are found by the pass that takes statistics.
@Suite struct RowDoubtsTests {
  private static func doubts(_ rows: [[Double]]) throws -> RowDoubts {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let matrix = Matrix(rows: rows.count, columns: rows[0].count, elements: rows.flatMap(\.self))
    let labels = rows.indices.map { $0 % 2 }
    let store = try folder.store(matrix, labels: labels)
    let features = try store.features(model: "m", dataset: "d")
    let found = try features.reduced(classes: labels, classCount: 2, workers: 2).rows
    #expect(try features.content().rows == found, "the read without statistics finds the same")
    // Ten seconds later the file is old enough to be trusted.
    let later = Int64((Date().timeIntervalSince1970 + 10) * 1e9)
    let cache = StatisticsCache(folder: folder.file("cache"), clock: { later })
    #expect(try store.reducedFeatures(model: "m", dataset: "d", cache: cache).rows == found)
    #expect(cache.known(features)?.rows == found, "the cache remembers it")
    #expect(try store.reducedFeatures(model: "m", dataset: "d", cache: cache).rows == found)
    return found
  }

  /// Rows of nine numbers that all differ.
  private static func plain(_ count: Int, columns: Int = 9) -> [[Double]] {
    var rows: [[Double]] = []
    for row in 0..<count {
      rows.append((0..<columns).map { column in 0.5 + Double((row * 131 + column * 31) % 10_007) })
    }
    return rows
  }

  @Test func ordinaryRowsHaveNone() throws {
    let found = try Self.doubts(Self.plain(40))
    #expect(found.isEmpty && found.clauses.isEmpty && found.rows == 40)
  }

  @Test func rowsOfZerosAreCounted() throws {
    let none = [Double](repeating: 0, count: 9)
    var rows = Self.plain(40)
    (rows[7], rows[30], rows[38], rows[39]) = (none, none, none, none)
    #expect(
      try Self.doubts(rows).clauses == [
        "the last 2 of 40 rows are all 0, as if allocated and never written: was the last batch"
          + " dropped?", "2 of 40 rows are all 0 before the end (row 7 first)",
      ])
    rows = Self.plain(40)
    rows[7] = none
    #expect(try Self.doubts(rows).clauses == ["1 of 40 rows is all 0 (row 7)"])
    rows[39] = none
    #expect(
      try Self.doubts(rows).clauses == [
        "the last of 40 rows is all 0, as if allocated and never written: was the last batch"
          + " dropped?", "1 of 40 rows is all 0 before the end (row 7)",
      ])
  }

  @Test func rowsOfOneNumberAreCounted() throws {
    var rows = Self.plain(40)
    for row in 5..<9 { rows[row] = [Double](repeating: -1, count: 9) }
    #expect(
      try Self.doubts(rows).clauses == [
        "4 of 40 rows hold -1 throughout (row 5 first), as if filled beforehand and never written"
      ])
  }

  @Test func rowsThatRepeatAreCounted() throws {
    var rows = Self.plain(40)
    for row in 20..<40 { rows[row] = rows[row - 20] }
    #expect(
      try Self.doubts(rows).clauses == [
        "20 of 40 rows repeat an earlier row exactly (row 20 first)"
      ])
    rows = Self.plain(40)
    rows[39] = rows[3]
    #expect(
      try Self.doubts(rows).clauses == ["1 of 40 rows repeats an earlier row exactly (row 39)"])
  }

  /// One number of the last row differs from the first, wherever it is: no repetition.
  @Test(arguments: [1, 2, 3, 4, 5, 8, 9, 13, 36])
  func oneNumberMakesADifference(columns: Int) throws {
    for place in 0..<columns {
      var rows = Self.plain(12, columns: columns)
      rows[11] = rows[0]
      rows[11][place] += 0.125
      #expect(try Self.doubts(rows).isEmpty, "column \(place) of \(columns)")
    }
  }

  /// More pieces than lanes: a row may stand in another lane than the one that it repeats.
  @Test func lanesAreLookedAtTogether() throws {
    var rows = Self.plain(10_000, columns: 37)
    rows[9_990] = rows[4]
    let found = try Self.doubts(rows)
    #expect(found.repeated == 1 && found.firstRepeated == 9_990 && found.zeros == 0)
  }
}
