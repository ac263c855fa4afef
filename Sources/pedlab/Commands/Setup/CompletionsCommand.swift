import ArgumentParser
import Findings
import Foundation

/// `pedlab completions`.
struct CompletionsCommand: ParsableCommand {
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    fileprivate var script: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Write completions of commands and options to where the shell looks for them.",
    discussion: """
      EXAMPLES
        pedlab completions
        pedlab completions zsh --folder ~/.zfunc
      """)

  @Argument(help: "bash, zsh or fish (default: what SHELL names).")
  var shell: Shell?

  @Option(help: "Another folder to write to.", completion: .directory)
  var folder: String?

  func run() throws {
    let shell = try shell ?? usualShell()
    let place = place(of: shell)
    try FileManager.default.createDirectory(
      atPath: place.folder, withIntermediateDirectories: true)
    let path = "\(place.folder)/\(place.name)"
    try TextFile.write(PedlabCommand.completionScript(for: shell.script) + "\n", to: path)
    try Output.print(path)
    Messages.say(hint(shell, place.folder))
  }

  private func usualShell() throws -> Shell {
    let named = ProcessInfo.processInfo.environment["SHELL"] ?? ""
    guard let shell = Shell(rawValue: URL(fileURLWithPath: named).lastPathComponent) else {
      throw ValidationError(
        "SHELL is \"\(named)\", which has no completions here; name bash, zsh or fish.")
    }
    return shell
  }

  private func place(of shell: Shell) -> (folder: String, name: String) {
    let environment = ProcessInfo.processInfo.environment
    // HOME first, as the shells have it.
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    func variable(_ name: String, _ usual: String) -> String {
      let value = environment[name] ?? ""
      return value.isEmpty ? home + usual : value
    }
    switch shell {
    case .bash:
      let data = variable("XDG_DATA_HOME", "/.local/share")
      return (folder ?? data + "/bash-completion/completions", "pedlab")
    case .zsh: return (folder ?? variable("ZDOTDIR", "") + "/.zfunc", "_pedlab")
    case .fish:
      let settings = variable("XDG_CONFIG_HOME", "/.config")
      return (folder ?? settings + "/fish/completions", "pedlab.fish")
    }
  }

  private func hint(_ shell: Shell, _ folder: String) -> String {
    switch shell {
    case .bash:
      "New shells use it, where the package bash-completion is installed."
    case .zsh: "In .zshrc, before compinit: fpath+=(\(folder)); then start a new shell."
    case .fish: "New shells use it."
    }
  }
}
