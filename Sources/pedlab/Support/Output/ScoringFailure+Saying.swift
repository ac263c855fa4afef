import ArgumentParser
import Sweep

extension ScoringFailure {
  /// Says on standard error what could not be scored, with the options that would help.
  static func say(_ sentences: [String]) {
    for sentence in sentences { Messages.say(ErrorReport.prefixed(OptionWords.text(sentence))) }
  }

  /// The exit code where something could not be scored: of the input if nothing could.
  static func status(hasScores: Bool) -> ExitCode {
    hasScores ? ExitStatus.someRunsFailed : ExitStatus.unreadableInput
  }
}
