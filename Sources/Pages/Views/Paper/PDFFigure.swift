import Findings
import Foundation

/// A figure as PDF, as `pedlab report --for paper` makes it: by rsvg-convert.
enum PDFFigure {
  /// - Parameter svg: with its style sheet.
  /// - Throws: ``PageError`` that says how to get the program, where it is not there.
  static func bytes(_ svg: String) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pedlab-figure-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let (source, made) = (
        folder.appendingPathComponent("figure.svg"), folder.appendingPathComponent("figure.pdf")
      )
      try Data(svg.utf8).write(to: source)
      try ExternalTool.rsvgConvert.run(
        ["--format", "pdf", source.path, "--output", made.path])
      return Array(try Data(contentsOf: made))
    } catch let error as ExportError {
      throw PageError.missing("\(error)")
    } catch {
      throw PageError(
        status: 500, description: "No file can be written in \(folder.path): \(error)")
    }
  }
}
