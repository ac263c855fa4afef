import ArgumentParser
import Foundation
import Ledger
import Platform

/// `pedlab watch`: an experiment in a terminal, while it is computed.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Show an experiment while it is computed: progress, rate, failures, best so far.",
    discussion: """
      In a terminal the screen is drawn anew when something has changed; elsewhere each change is printed. It \
      ends when nothing is left to compute, with the exit code of `pedlab status`. Ctrl-C ends the watching, \
      not the sweep.

      EXAMPLES
        pedlab watch step-size
      """)

  @Argument(help: "The experiment.") var experiment: String
  @Flag(help: "Print once, and end.") var once = false
  @OptionGroup var ledger: LedgerOption

  /// Seconds between two looks.
  private static let pause = 1.0

  func run() throws {
    let store = try LedgerStore(path: ledger.path, mode: .readOnly)
    var screen = WatchScreen(experiment)
    var last = ""
    while true {
      let progress = try store.knownProgress(of: experiment)
      let text = try screen.text(progress, store)
      if text != last { try once ? Output.print(text) : Output.redraw(text) }
      last = text
      guard !once, !progress.isDone else { return try progress.end() }
      Thread.sleep(forTimeInterval: Self.pause)
    }
  }
}
