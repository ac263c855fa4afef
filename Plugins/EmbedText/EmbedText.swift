import Foundation
import PackagePlugin

/// Writes the CSV files, styles and scripts of a target into one Swift file: `EmbeddedText.acc_ped_ssl12x11_csv` is the text
/// of acc_ped_ssl12x11.csv. SwiftPM's own `.embedInCode` writes arrays of bytes, at which the compiler works for 0.15 ms
/// a byte; at a text it does not.
@main
struct EmbedText: BuildToolPlugin {
  private static let endings: Set = ["csv", "css", "js"]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let files = try Self.files(of: target.directoryURL)
    let script = context.package.directoryURL.appending(path: "Scripts/embed-text")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedText.swift")
    return [
      .buildCommand(
        displayName: "Embedding the texts of \(target.name)", executable: URL(filePath: "/bin/sh"),
        arguments: ([script, output] + files).map { $0.path(percentEncoded: false) },
        inputFiles: [script] + files, outputFiles: [output])
    ]
  }

  private static func files(of folder: URL) throws -> [URL] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
      .map { folder.appending(path: $0) }
      .filter { endings.contains($0.pathExtension) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
