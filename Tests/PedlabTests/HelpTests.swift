import ArgumentParser
import Foundation
import Testing
import pedlab

@Suite("Help") struct HelpTests {
  /// What ArgumentParser knows of a command: the parts that are checked here.
  struct Command: Decodable, Equatable {
    struct Argument: Decodable, Equatable {
      let kind: String
      let shouldDisplay: Bool
      let valueName: String?
      let abstract: String?
    }

    let commandName: String
    let superCommands: [String]?
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool
    let arguments: [Argument]?
    let subcommands: [Command]?

    var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
  }

  struct Document: Decodable { let command: Command }

  private func commands() async throws -> [Command] {
    let dump = await CommandRun("--experimental-dump-help")
    #expect(dump.status == 0)
    return try JSONDecoder().decode(Document.self, from: Data(dump.output.utf8)).command.all
      .filter { $0.shouldDisplay && $0.commandName != "help" }
  }

  @Test("Every command says in a sentence what it does") func abstracts() async throws {
    let commands = try await commands()
    #expect(commands.count > 30)
    for command in commands {
      let abstract = try #require(command.abstract, "\(command.commandName)")
      #expect(
        abstract.last.map { ".?".contains($0) } == true, "\(command.commandName): \(abstract)")
      #expect(abstract.count <= 120, "\(command.commandName): \(abstract)")
    }
  }

  @Test("Every argument and option is explained in a sentence") func arguments() async throws {
    for command in try await commands() {
      for argument in command.arguments ?? [] where argument.shouldDisplay {
        let name = "\(command.commandName) \(argument.valueName ?? argument.kind)"
        let abstract = try #require(argument.abstract, "\(name) is not explained")
        #expect(abstract.hasSuffix(".") || abstract.hasSuffix(")"), "\(name): \(abstract)")
      }
    }
  }

  @Test("Every command has examples in one form, which its parser takes and 80 columns hold")
  func examples() async throws {
    for command in try await commands() where command.subcommands ?? [] == [] {
      // Not shown, for Scripts/documentation alone.
      if command.superCommands?.contains("documentation") == true { continue }
      let path = ((command.superCommands ?? []) + [command.commandName]).joined(separator: " ")
      let parts = (command.discussion ?? "").split(separator: "EXAMPLES\n")
      let lines = try #require(parts.last, "\(path)").split(separator: "\n")
      #expect(parts.count == (command.discussion?.hasPrefix("EXAMPLES") == true ? 1 : 2), "\(path)")
      #expect(!lines.isEmpty, "\(path)")
      for line in lines {
        // `pedlab cache` and `pedlab metrics` are examples of the commands that they stand for.
        let start = "  \(path)".split(separator: " ").prefix(2).joined(separator: " ")
        #expect(line.hasPrefix("  \(start)") && line.count <= 80, "\(path): \(line)")
        #expect(throws: Never.self, "\(line)") {
          _ = try PedlabCommand.parseAsRoot(
            Array(ShellWords.words(line).dropFirst().prefix { $0 != ">" }))
        }
      }
    }
  }

  @Test(
    "--help is not an error, and shows the usage", arguments: [[], ["runs"], ["store", "check"]])
  func help(command: [String]) async {
    let help = await CommandRun(command + ["--help"])
    #expect(help.status == 0 && help.messages.isEmpty)
    #expect(help.output.contains("USAGE: pedlab " + command.joined(separator: " ")))
  }
}
