import Foundation
import Platform

/// The program that shows text of more lines than the terminal has: PEDLAB_PAGER, PAGER, or less.
enum Pager {
  /// nil where none is wanted: an empty variable, or cat.
  private static var command: String? {
    let environment = ProcessInfo.processInfo.environment
    let asked = environment["PEDLAB_PAGER"] ?? environment["PAGER"] ?? "less"
    return asked.isEmpty || asked == "cat" || environment["TERM"] == "dumb" ? nil : asked
  }

  /// Shows the text until the reader is done with it.
  ///
  /// - Returns: whether there was a pager.
  static func show(_ text: String) -> Bool {
    guard let command else { return false }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    var environment = ProcessInfo.processInfo.environment
    // Colours as they are, no clearing of the screen, and no waiting for what fits after all.
    environment["LESS"] = environment["LESS"] ?? "FRX"
    process.environment = environment
    let input = Pipe()
    process.standardInput = input
    guard (try? process.run()) != nil else { return false }
    // A reader who leaves before the end has seen enough.
    try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    // 127: the shell found no such program, and nothing was shown.
    return process.terminationStatus != 127
  }
}
