import ArgumentParser
import Conditions
import Findings
import Foundation
import Ledger

/// `pedlab statistics`: is a difference real, what matters, what would have been chosen.
struct StatisticsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statistics",
    abstract: "Which differences are real, and which parameters matter.",
    discussion: """
      friedman: all methods over the datasets, with Nemenyi's critical difference. pairs: each \
      pair, with a paired bootstrap interval over datasets and Wilcoxon's test, adjusted by Holm. \
      lodo: the PED setting chosen on the other datasets, beside the official defaults and the \
      best seen. anova: the share of the variance due to each parameter, pair and the dataset. \
      marginal: the effect of each value of each parameter.

      EXAMPLES
        pedlab statistics step-size
        pedlab statistics step-size --part anova --part marginal --json
      """)

  @Argument(help: "The experiment.")
  var experiment: String

  @OptionGroup var ledger: LedgerOption

  @Option(name: .customLong("part"), help: "friedman, pairs, lodo, anova or marginal; all.")
  var parts: [ExperimentStatistics.Part] = []

  @Option(help: "Of which value: \(ResultValue.allCases.map(\.rawValue).joined(separator: ", ")).")
  var value = ResultValue.weightedTau

  @Option(name: .customLong("where"), help: "Only runs for which a condition holds.")
  var condition: String?

  @Flag(help: "JSON.")
  var json = false

  func run() throws {
    try FindingsInput.reporting("statistics") {
      let runs = try FindingsInput.runs(
        of: experiment, ledger: ledger.path, condition: condition)
      let statistics = ExperimentStatistics(runs, experiment: experiment, value: value)
      let parts = parts.isEmpty ? ExperimentStatistics.Part.allCases : parts
      if json {
        print(statistics.json(parts).text)
      } else {
        print(statistics.text(parts), terminator: "")
      }
    }
  }
}

extension ExperimentStatistics.Part: ExpressibleByArgument {}

/// What the commands of this group read.
enum FindingsInput {
  /// The finished runs of an experiment for which `condition` holds.
  ///
  /// - Throws: ``LedgerError``; ``TableError`` if there are none; ``ExpressionError``.
  static func runs(
    of experiment: String, ledger: String, condition: String?
  ) throws -> [RecordedRun] {
    let store = try LedgerStore(path: ledger, mode: .readOnly)
    let known = try store.experiments()
    guard known.contains(experiment) else {
      let list = known.isEmpty ? "it has none yet" : "it has \(known.joined(separator: ", "))"
      throw TableError("the ledger \(ledger) has no experiment '\(experiment)'; \(list).")
    }
    var query = RunQuery(experiment: experiment, status: .finished)
    query.condition = try condition.map {
      try Expression($0, columns: RunColumn.all.map(\.name))
    }
    let runs = try store.runs(query)
    guard !runs.isEmpty else {
      throw TableError(
        "experiment '\(experiment)' has no finished run"
          + (condition.map { " for which \($0)" } ?? "; `pedlab status` tells why") + ".")
    }
    return runs
  }

  /// Turns errors into a sentence and an exit code.
  static func reporting(_ command: String, _ body: () throws -> Void) throws {
    func fail(_ text: any CustomStringConvertible, _ status: ExitCode) -> ExitCode {
      FileHandle.standardError.write(Data("pedlab \(command): \(text)\n".utf8))
      return status
    }
    do {
      try body()
    } catch let error as TableError {
      throw fail(error, ExitStatus.usage)
    } catch let error as ExpressionError {
      throw fail(error, ExitStatus.usage)
    } catch let error as LedgerError {
      throw fail(error, ExitStatus.unreadableInput)
    }
  }
}
