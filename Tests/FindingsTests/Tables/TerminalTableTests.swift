import Findings
import Foundation
import Testing

@Suite struct TerminalTableTests {
  private static let wide = TextTable(
    header: ["method", "first dataset", "second dataset", "third dataset"],
    rows: [["LogME", "0.123", "0.456", "0.789"], ["LogME + PED", "0.1", "0.4", "0.7"]])

  @Test func aTableThatFitsIsNotChanged() {
    #expect(Self.wide.text(within: 200) == Self.wide.text)
    #expect(Self.wide.text(within: nil) == Self.wide.text)
  }

  @Test func columnsThatDoNotFitStandInBlocksWithTheLabels() {
    let text = Self.wide.text(within: 45)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 45 })
    #expect(text.components(separatedBy: "LogME + PED").count == 3)
    for word in ["first dataset", "second dataset", "third dataset", "0.789"] {
      #expect(text.contains(word), "\(word)")
    }
  }

  /// Datasets as rows, where methods as rows are too wide.
  @Test func aTableOfResultsIsTurnedWhereItThenFits() {
    let datasets = (0..<12).map { "dataset_\($0)" }
    let table = FindingsTable(
      caption: "c", label: "l", labelColumns: ["method"], columns: datasets,
      rows: ["LogME", "LogME + PED"].map { name in
        FindingsTable.Row(labels: [name], cells: datasets.map { _ in .init(value: 0.5) })
      })
    let text = table.text(within: 80)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(text.contains("dataset_11") && text.contains("LogME + PED"))
    #expect(table.text(within: 400) == table.text)
  }

  /// Of a table in blocks the first is what is read.
  @Test func theMeanComesFirstWhereNothingElseFits() throws {
    let names = (0..<12).map { "method_number_\($0)" }
    let columns = (0..<12).map { "dataset_number_\($0)" } + ["mean"]
    let table = FindingsTable(
      caption: "c", label: "l", labelColumns: ["method"], columns: columns,
      rows: names.map { name in
        FindingsTable.Row(labels: [name], cells: columns.map { _ in .init(value: 0.5) })
      })
    let lines = table.text(within: 80).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(try #require(lines.first { $0.hasPrefix("method ") }).contains("mean"))
  }
}
