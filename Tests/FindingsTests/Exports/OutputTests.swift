import Findings
import Foundation
import TestSupport
import Testing

/// Files of others stay as they are.
@Suite struct OutputTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func message(_ body: () throws -> Void) -> String? {
    #expect(throws: ExportError.self) { try body() }?.description
  }

  @Test func `An export never replaces a ledger`() throws {
    var header = Array("SQLite format 3\0".utf8) + Array(repeating: UInt8(0), count: 84)
    header.replaceSubrange(68..<72, with: [0x70, 0x65, 0x64, 0x6C])
    let path = folder.file("ledger.sqlite")
    try Data(header).write(to: URL(fileURLWithPath: path))
    let record = SampleExperiment.record()
    let expected =
      "\(path) holds a ledger of pedlab, which an export never replaces. Choose another --out."
    #expect(message { try JSONExport(record).write(to: path) } == expected)
    #expect(message { try MLflowFile(record).write(to: path, replace: true) } == expected)
    #expect(message { try OptunaFile(record).write(to: path, replace: true) } == expected)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(header))
  }

  @Test func `An empty place, a folder and a device are refused`() {
    let record = SampleExperiment.record()
    #expect(
      message { try CSVExport(record).write(to: "") }
        == "--out is empty. Give the file or folder to write.")
    #expect(
      message { try JSONExport(record).write(to: "/dev/null") }
        == "/dev/null is a device or a pipe, and the export is one file. Choose another --out.")
    #expect(message { try JSONExport(record).write(to: "/tmp") }?.contains("is a folder") == true)
  }

  @Test func `A report touches only what a report wrote`() throws {
    let plan = try folder.write("mine", to: "r/plan.yaml")
    let picture = try folder.write("mine", to: "r/figures/mine.svg")
    let report = Report(SampleExperiment.record())
    #expect(
      message { try report.write(to: folder.file("r")) }
        == "\(folder.path)/r holds plan.yaml, which no report wrote there. Choose another --out, move it "
        + "away, or pass --force to replace it.")
    #expect(try String(contentsOfFile: plan, encoding: .utf8) == "mine")
    try FileManager.default.removeItem(atPath: plan)
    try report.write(to: folder.file("r"))
    var options = Report.Options()
    options.tables = .withoutTraces
    try report.write(to: folder.file("r"), options)
    #expect(try String(contentsOfFile: picture, encoding: .utf8) == "mine")
    #expect(!FileManager.default.fileExists(atPath: folder.file("r/traces.csv")))
    let left = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    #expect(!left.contains { $0.hasSuffix(".partial") })
  }
}
