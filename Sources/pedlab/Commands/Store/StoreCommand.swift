import ArgumentParser
import FeatureStore
import Foundation

/// `pedlab store`: look at, check and make feature stores.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Look at, check and make feature stores.",
    subcommands: [
      StoreInspectCommand.self, StoreCheckCommand.self, StoreImportCommand.self,
      StoreSynthesizeCommand.self, StoreExportCommand.self,
    ])

  /// Runs `body`; a store that cannot be read is one sentence and exit code 3.
  static func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as StoreError {
      FileHandle.standardError.write(Data("pedlab: \(error.message)\n".utf8))
      throw ExitStatus.unreadableInput
    }
  }

  static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
