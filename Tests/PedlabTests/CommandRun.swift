import ArgumentParser
import pedlab

/// A command line that was run in this process, and what it printed.
struct CommandRun {
  /// The exit code.
  let status: Int32
  /// Standard output.
  let output: String
  /// Standard error.
  let messages: String

  init(_ arguments: [String]) async {
    let (output, messages) = (CapturedText(), CapturedText())
    let streams = Streams(output: .captured(output), messages: .captured(messages))
    status = await Streams.$current.withValue(streams) {
      await PedlabCommand.ended(arguments).rawValue
    }
    self.output = output.text
    self.messages = messages.text
  }

  init(_ arguments: String...) async { await self.init(arguments) }
}
