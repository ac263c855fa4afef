import ArgumentParser
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
      pair, with Student's interval over datasets and Wilcoxon's test, adjusted by Holm, and the difference that could be found. \
      lodo: the PED setting chosen on the other datasets, beside the official defaults and the \
      best seen. permutation: whether the best of all settings is better than the best under shuffled \
      accuracies, and the bar that chance sets. anova: the share of the variance due to each parameter, pair and the dataset. \
      marginal: the effect of each value of each parameter.

      EXAMPLES
        pedlab statistics step-size
        pedlab statistics step-size --part anova --part marginal --json
      """)

  @Argument(help: "The experiment.")
  var experiment: String

  @OptionGroup var ledger: LedgerOption

  @Option(
    name: .customLong("part"), help: "friedman, pairs, lodo, permutation, anova or marginal; all.")
  var parts: [ExperimentStatistics.Part] = []

  @Option(help: "Of which value: \(ResultValue.shown.map(\.name).joined(separator: ", ")).")
  var value = ResultValue.weightedTau

  @Option(name: .customLong("where"), help: "Only runs for which a condition holds.")
  var condition: String?

  @Flag(help: "JSON.")
  var json = false

  func run() throws {
    let record = try FindingsInput.record(
      of: experiment, ledger: ledger.path, named: ledger.named, condition: condition)
    var statistics = ExperimentStatistics(record.runs, experiment: experiment, value: value)
    let parts = parts.isEmpty ? ExperimentStatistics.Part.allCases : parts
    if value == .weightedTau, parts.contains(.permutation) {
      try statistics.addChoicePrices(record)
    }
    if json {
      record.sayLeftOut(named: ledger.named)
      try Output.json(statistics.json(parts))
    } else {
      let only = condition.map { "Only runs for which \($0).\n\n" } ?? ""
      let open = record.incomplete.map { "\($0)\n\n" } ?? ""
      let leftOut = record.leftOut(named: ledger.named)
      let doubts = [leftOut, record.provenance?.doubtSentence].compactMap(\.self)
        .map { "\n\($0)\n" }.joined()
      try Output.show(open + only + statistics.text(parts, within: Terminal.width) + doubts)
    }
  }
}

extension ExperimentStatistics.Part: ExpressibleByArgument {}
