import ArgumentParser
import Findings
import Published

/// `pedlab truth show`.
struct TruthShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Where a ground truth is from, and what is known of its models and datasets.",
    discussion: """
      EXAMPLES
        pedlab truth show sfda-cnn
      """)

  @Argument(help: "The name of a built-in ground truth.")
  var name: String

  @Flag(help: "One JSON object.")
  var json = false

  func validate() throws { _ = try TruthCommand.truth(named: name) }

  func run() throws {
    let record = try TruthRecord(TruthCommand.truth(named: name))
    if json { try Output.json(record) } else { try Output.print(record.text, terminator: "") }
  }
}
