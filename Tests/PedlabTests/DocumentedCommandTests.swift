import ArgumentParser
import Foundation
import TestSupport
import Testing
import pedlab

/// Commands that the pages show: their names and options are those of the program.
@Suite("Commands of the pages") struct DocumentedCommandTests {
  private static let pages: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: PackageFiles.path("Documentation"))
    return ["README.md", "Conformance/README.md"]
      + (names ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "Documentation/\($0)" }
  }()

  /// Commands of indented and fenced blocks; one may go over lines within quotation marks.
  private func blocks(_ page: String) throws -> [String] {
    var found: [String] = []
    var (open, isFenced): (String?, Bool) = (nil, false)
    let text = try PackageFiles.text(page).replacing("\\\n", with: " ")
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isFenced.toggle() }
      let trimmed = line.drop(while: \.isWhitespace)
      let isNew = trimmed.hasPrefix("pedlab ") && (isFenced || line.hasPrefix("    "))
      guard open != nil || isNew else { continue }
      let part = trimmed.components(separatedBy: "   ")[0]
      let command = open.map { "\($0) \(part)" } ?? part
      let isWhole = ShellWords.isWhole(command)
      if isWhole { found += command.components(separatedBy: " && ") }
      open = isWhole ? nil : command
    }
    return found.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// What the parser says against a command; nil if nothing.
  private func problem(_ command: String) -> String? {
    do {
      _ = try PedlabCommand.parseAsRoot(Array(ShellWords.words(command).dropFirst()))
      return nil
    } catch {
      return PedlabCommand.fullMessage(for: error)
    }
  }

  @Test("Every command of a block is taken by its parser", arguments: pages)
  func blocksAreTaken(page: String) throws {
    for command in try blocks(page) where !command.hasSuffix("--version") {
      #expect(problem(command) == nil, "\(page): \(command)")
    }
  }

  @Test("Options of commands in running text exist", arguments: pages)
  func runningText(page: String) throws {
    for match in try PackageFiles.text(page).matches(of: /`(pedlab [^`\n|]* --[^`\n]*)`/) {
      let command = String(match.1)
      // Running text may leave out what does not matter there.
      let said = problem(command) ?? ""
      #expect(said.isEmpty || said.contains("Missing "), "\(page): \(command)")
    }
  }

  @Test("The pages hold commands to check") func some() throws {
    #expect(try Self.pages.flatMap(blocks).count > 40)
  }
}
