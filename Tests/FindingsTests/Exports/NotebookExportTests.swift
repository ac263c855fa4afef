import Findings
import Foundation
import TestSupport
import Testing

@Suite struct NotebookExportTests {
  @Test func notebookHasOutputsAndItsData() throws {
    let folder = try TemporaryFolder()
    try NotebookExport(SampleExperiment.record()).write(to: folder.file("sample.ipynb"))
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.file("sample.ipynb")))
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(root["nbformat"] as? Int == 4)
    let cells = try #require(root["cells"] as? [[String: Any]])
    let outputs = cells.flatMap { $0["outputs"] as? [[String: Any]] ?? [] }
    // The table, and each figure as its file is; what draws it anew nobody has run.
    #expect(outputs.count == 5)
    let metadata = outputs.compactMap { $0["metadata"] as? [String: Any] }
    #expect(metadata.count { $0["image/svg+xml"] != nil } == 4)
    #expect(cells.count { $0["execution_count"] is NSNull } == 4)
    #expect(Set(cells.compactMap { $0["id"] as? String }).count == cells.count)
    for name in CSVExport.Tables.all.fileNames {
      #expect(FileManager.default.fileExists(atPath: folder.file("sample/" + name)))
    }
  }
}
