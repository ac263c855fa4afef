import Foundation
import Programs

/// What git says of the folder that holds a plan.
package struct GitFolder: Sendable {
  private let path: String

  package init(_ path: String) { self.path = path }

  /// "0123456789ab" with "-dirty" where files of the folder are changed or not in git; or why there is
  /// no commit, in parentheses.
  ///
  /// - Parameter ledger: its files count for nothing: a sweep makes them.
  package func version(ignoring ledger: String) -> String {
    let commit = Self.git(["-C", path, "rev-parse", "--short=12", "HEAD"])
    guard case .output(let text) = commit else { return "(\(Self.reason(commit)))" }
    let name = URL(fileURLWithPath: ledger).resolvingSymlinksInPath().path
    let status = Self.git([
      "-C", path, "status", "--porcelain", "--untracked-files=normal", "--", ".",
      ":(exclude,top)\(relative(name))*",
    ])
    guard case .output(let changes) = status else { return "\(text) (\(Self.reason(status)))" }
    return changes.isEmpty ? text : "\(text)-dirty"
  }

  private enum Answer {
    case output(String)
    case failure(String)
    case noGit
  }

  /// The path from the top of the repository on; as it is where it lies elsewhere.
  private func relative(_ name: String) -> String {
    guard case .output(let top) = Self.git(["-C", path, "rev-parse", "--show-toplevel"]),
      name.hasPrefix(top + "/")
    else { return name }
    return String(name.dropFirst(top.count + 1))
  }

  private static func reason(_ answer: Answer) -> String {
    guard case .failure(let text) = answer else { return "git is not installed" }
    if text.contains("not a git repository") { return "not in a git repository" }
    if text.contains("dubious ownership") { return "git refuses: the repository has another owner" }
    if text.contains("unknown revision") || text.contains("Needed a single revision") {
      return "a git repository without a commit"
    }
    return "git: \(text.split(separator: "\n").first ?? "no reason given")"
  }

  /// The variables by which git would answer for another repository, as it sets them in hooks; those
  /// that name its configuration stay.
  private static let misleading: Set = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_QUARANTINE_PATH", "GIT_INTERNAL_SUPER_PREFIX",
  ]

  private static func git(_ arguments: [String]) -> Answer {
    // Reasons are told apart by their words: they must be English.
    let program = ExternalProgram("git", adding: ["LC_ALL": "C"], removing: misleading)
    guard let outcome = try? program.run(arguments), !outcome.isMissing else { return .noGit }
    return outcome.status == 0
      ? .output(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines))
      : .failure(outcome.messages)
  }
}
