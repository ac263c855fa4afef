import Foundation
import Sweep

/// The script that sbatch gets, for tasks and merge.
package struct SlurmScript: Sendable {
  /// What a template must have, once or more: it stands for pedlab's command.
  static let placeholder = "{command}"

  /// Signals go to the script's process, which the program takes the place of.
  static let builtIn = """
    #!/bin/sh
    # Submitted by pedlab. A template of yours (--template) may load modules, start a container, ...
    exec {command}

    """

  let text: String

  /// - Throws: ``ExecutorError`` if the file cannot be read, or has no place for the command.
  package init(template path: String?) throws {
    guard let path else {
      text = Self.builtIn
      return
    }
    guard let template = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ExecutorError("the template \(path) of the submit script cannot be read")
    }
    guard template.hasPrefix("#!") else {
      throw ExecutorError(
        "the template \(path) does not begin with #! and a shell, which sbatch asks for: #!/bin/sh")
    }
    guard template.contains(Self.placeholder) else {
      throw ExecutorError(
        "the template \(path) has no \(Self.placeholder), which stands for what pedlab runs; for "
          + "example: exec \(Self.placeholder)")
    }
    text = template
  }

  /// One script serves all: its first argument is `merge`, or the task that element 0 is.
  package func filled(program: String, folder: JobFolder) -> String {
    let (program, folder) = (Self.quoted(program), Self.quoted(folder.path))
    let choice = """
      if [ "$1" = merge ]; then
        set -- merge \(folder)
      else
        set -- task \(folder) "$((SLURM_ARRAY_TASK_ID + $1))"
      fi
      """
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // Options of sbatch (#SBATCH) count only before the first command.
    let start = lines.firstIndex { !$0.hasPrefix("#") } ?? lines.count
    let whole = lines[..<start] + [choice] + lines[start...]
    return whole.joined(separator: "\n")
      .replacingOccurrences(of: Self.placeholder, with: "\(program) \"$@\"")
  }

  private static func quoted(_ text: String) -> String {
    "'\(text.replacingOccurrences(of: "'", with: "'\\''"))'"
  }
}
