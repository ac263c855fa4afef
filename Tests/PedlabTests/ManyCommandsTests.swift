import Foundation
import Platform
import Testing

/// Runs command lines of a file one after the other in this process: what `Scripts/fuzz --driver` needs to try a
/// million inputs, of which a process of its own would take most of the time.
@Suite("Many commands") struct ManyCommandsTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let commands = environment["PEDLAB_COMMANDS"]

  /// PEDLAB_COMMANDS names a file with a JSON array of arguments a line, PEDLAB_OUTCOMES the file that gets
  /// the number of each command before it begins and its outcome after it has ended, so that the last number
  /// without an outcome is the command that ended the process.
  @Test(.enabled(if: commands != nil)) func runs() async throws {
    let path = try #require(Self.commands)
    let outcomes = try #require(Self.environment["PEDLAB_OUTCOMES"])
    let file = FileDescriptor(open(outcomes, O_WRONLY | O_CREAT | O_TRUNC, 0o644))
    defer { close(file.number) }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    for (number, line) in lines.enumerated() {
      let arguments = try JSONDecoder().decode([String].self, from: Data(line.utf8))
      write("\(number)", file)
      let start = Self.processorSeconds
      let run = await CommandRun(arguments)
      let seconds = Self.processorSeconds - start
      let said = try JSONEncoder().encode(String(run.messages.prefix(2000)))
      let text = String(decoding: said, as: UTF8.self)
      write(" \(run.status) \(seconds) \(run.output.isEmpty ? 0 : 1) \(text)\n", file)
    }
  }

  /// What this process has used: a busy machine is not the command's fault.
  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private func write(_ text: String, _ file: FileDescriptor) {
    _ = Array(text.utf8).withUnsafeBytes(file.writeAll)
  }
}
