import ArgumentParser
import FeatureStore

/// `pedlab store import`.
struct StoreImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a store from other people's files.",
    subcommands: [StoreImportNumPyCommand.self])
}
