import ArgumentParser
import Wording

/// Finds the word of a command line that should be a subcommand and is none. The parser itself
/// takes it for an argument too many, and suggests nothing.
enum CommandNames {
  /// - Returns: a sentence with the nearest name; nil if all words that must be commands are.
  static func problem(
    in arguments: [String], of root: any ParsableCommand.Type
  ) -> String? {
    var command = root
    var path = name(of: root)
    // `pedlab help COMMAND` takes words as COMMAND does.
    for word in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, !word.hasPrefix("-") else { return nil }
      if let next = subcommands.first(where: { name(of: $0) == word }) {
        command = next
        path += " " + word
        continue
      }
      if command.configuration.defaultSubcommand is any DefaultWithArgument.Type { return nil }
      let names = subcommands.map(name(of:))
      return "\"\(word)\" is not a command of \(path)"
        + "\(Suggestion.text(for: word, among: names)); `\(path) --help` lists them."
    }
    return nil
  }

  /// The command that a command line calls, and as a shell takes it: "pedlab store check".
  static func called(
    by arguments: [String], below root: any ParsableCommand.Type
  ) -> (command: any ParsableCommand.Type, path: String) {
    var (command, path) = (root, name(of: root))
    for word in arguments {
      let known = command.configuration.subcommands.first { name(of: $0) == word }
      guard let next = known else { break }
      (command, path) = (next, path + " " + word)
    }
    return (command, path)
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? "\(command)".lowercased()
  }
}
