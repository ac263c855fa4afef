import ArgumentParser

/// The help of commands as a page.
enum CommandHelp {
  private static let columns = 100

  /// A section for each command that the help shows, with those below it, in the order of the help.
  static func sections(
    of command: any ParsableCommand.Type, path: [String] = []
  ) -> [String] {
    let path = path + [name(of: command)]
    let below = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    let own =
      below.isEmpty
      ? [
        """
        ## `\(path.joined(separator: " "))`

        ```
        \(text(of: command))
        ```
        """
      ] : []
    return own + below.flatMap { sections(of: $0, path: path) }
  }

  /// A line of a list for each command: a link to its page, and what it does.
  static func lines(of command: any ParsableCommand.Type, path: [String]) -> [String] {
    guard command.configuration.shouldDisplay else { return [] }
    let path = path + [name(of: command)]
    let below = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    guard below.isEmpty else { return below.flatMap { lines(of: $0, path: path) } }
    let page = path.dropFirst().joined(separator: "-")
    return [
      "- [`\(path.joined(separator: " "))`](commands/\(page).md): "
        + command.configuration.abstract
    ]
  }

  private static func text(of command: any ParsableCommand.Type) -> String {
    let lines = PedlabCommand.helpMessage(for: command, columns: columns)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { line in
      String(line.reversed().drop(while: \.isWhitespace).reversed())
    }.joined(separator: "\n")
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? "\(command)".lowercased()
  }
}
