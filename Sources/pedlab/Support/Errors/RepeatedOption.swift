import ArgumentParser
import Foundation

/// Finds an option that is given twice and takes one value: the parser takes the last, in silence.
enum RepeatedOption {
  /// - Returns: a sentence with the option; nil if there is none.
  static func problem(in arguments: [String], of command: any ParsableCommand.Type) -> String? {
    let given = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
      .map { String($0.dropFirst(2).prefix { $0 != "=" }) }
    // Most command lines need no look at what the command takes: "--model" may be "--models".
    guard Set(given.map(stem)).count < given.count else { return nil }
    for option in options(of: command) where option.kind == "option" && !option.isRepeating {
      let names = (option.names ?? []).map(\.name)
      guard given.count(where: names.contains) > 1, let name = option.preferredName?.name else {
        continue
      }
      let hasList = option.abstract?.contains("separated by commas") ?? false
      return "--\(name) is given twice, and only the last value would count"
        + (hasList ? "; several names are one value, separated by commas." : ".")
    }
    return nil
  }

  private static func stem(_ name: String) -> String {
    name.hasSuffix("s") ? String(name.dropLast()) : name
  }

  private static func options(of command: any ParsableCommand.Type) -> [Tool.Option] {
    let tool = try? JSONDecoder().decode(Tool.self, from: Data(command._dumpHelp().utf8))
    return tool?.command.arguments ?? []
  }

  /// What of the parser's description of a command is read here.
  private struct Tool: Decodable {
    struct Command: Decodable { let arguments: [Option]? }

    struct Option: Decodable {
      struct Name: Decodable { let name: String }

      let kind: String
      let isRepeating: Bool
      let names: [Name]?
      let preferredName: Name?
      let abstract: String?
    }

    let command: Command
  }
}
