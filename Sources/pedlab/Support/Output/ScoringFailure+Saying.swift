import Sweep

extension ScoringFailure {
  /// Says on standard error what could not be scored, with the options that would help.
  static func say(_ sentences: [String]) {
    for sentence in sentences { Messages.say(ErrorReport.prefixed(OptionWords.text(sentence))) }
  }
}
