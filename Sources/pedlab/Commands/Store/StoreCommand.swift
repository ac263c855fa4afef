import ArgumentParser

/// `pedlab store`: look at, check and make feature stores.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Look at, check and make feature stores.",
    subcommands: [
      StoreInspectCommand.self, StoreCheckCommand.self, StoreImportCommand.self,
      StoreSynthesizeCommand.self, StoreExportCommand.self,
    ])
}
