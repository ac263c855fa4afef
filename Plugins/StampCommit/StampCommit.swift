import Foundation
import PackagePlugin

/// Writes down, before each build, which commit is built: the program tells it wherever it was copied to.
@main
struct StampCommit: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let package = context.package.directoryURL
    let folder = context.pluginWorkDirectoryURL
    return [
      .prebuildCommand(
        displayName: "Stamping the commit", executable: URL(filePath: "/bin/sh"),
        arguments: [
          package.appending(path: "Scripts/stamp").path(percentEncoded: false),
          package.path(percentEncoded: false), folder.path(percentEncoded: false),
        ],
        outputFilesDirectory: folder)
    ]
  }
}
