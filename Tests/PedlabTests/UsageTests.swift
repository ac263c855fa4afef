import TestSupport
import Testing

/// A command line that makes no sense ends with what helps, not with a list of all options.
@Suite struct UsageTests {
  @Test func anUnknownOptionNamesTheNearestAndTheHelp() async {
    let run = await CommandRun("table", "x", "--formt", "csv")
    #expect(run.status == 2)
    #expect(
      run.messages == """
        pedlab: Unknown option '--formt'. Did you mean '--format'?
        `pedlab table --help` shows its options and arguments.

        """)
  }

  @Test func aMissingArgumentIsExplained() async {
    let run = await CommandRun("store", "check")
    #expect(
      run.messages.hasPrefix(
        "pedlab: Missing expected argument '<store>'\nHelp:  <store>  The store"))
    #expect(
      run.messages.hasSuffix("`pedlab store check --help` shows its options and arguments.\n"))
    #expect(!run.messages.contains("Usage:"))
  }

  /// Errors of `validate()`, and those that only the run of a command finds.
  @Test(arguments: [
    ["table", "x", "--precision", "99"], ["rename", "a", ""], ["score", "s.h5", "--labels", "/y"],
    ["runs", "--sort", "nosuch"],
  ])
  func aSentenceIsFollowedByTheCommandsOwnHelp(arguments: [String]) async {
    let run = await CommandRun(arguments + (arguments[0] == "score" ? [] : ["--ledger", "none"]))
    #expect(run.status != 0 && !run.messages.contains("Usage:"))
    if run.messages.contains("--help") {
      #expect(run.messages.contains("`pedlab \(arguments[0]) --help`"))
    }
  }

  @Test func anOptionThatIsGivenTwiceIsRefused() async {
    let names = await CommandRun("score", "s.h5", "--model", "a", "--models=b")
    #expect(
      names.messages.hasPrefix(
        "pedlab: --models is given twice, and only the last value would count; several names are one"
          + " value, separated by commas.\n"))
    let ledger = await CommandRun("runs", "--ledger", "a", "--ledger", "b")
    #expect(
      ledger.messages.hasPrefix(
        "pedlab: --ledger is given twice, and only the last value would count.\n"))
    #expect(names.status == 2 && ledger.status == 2)
    // These may be repeated.
    let set = await CommandRun("run", "no.yaml", "--set", "a=1", "--set", "b=2")
    #expect(!set.messages.contains("given twice"))
  }

  @Test func aNameWithACommaIsChosenInQuotes() async throws {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let store = folder.file("s.h5")
    _ = await CommandRun(
      "store", "synthesize", "--out", store, "--models", "2", "--datasets", "1", "--rows", "40",
      "--dimensions", "4", "--classes", "2", "--reference-rows", "10")
    let run = await CommandRun("score", store, "--models", #""model,1",model2"#, "--no-cache")
    #expect(run.messages.contains("there is no model \"model,1\""))
    let open = await CommandRun("score", store, "--models", #""model1"#, "--no-cache")
    #expect(open.status == 2)
  }

  @Test func accuraciesOfModelsThatAreNotChosenAreNoMismatch() async throws {
    let hub = try await SmallHub(models: 3)
    defer { hub.folder.keep() }
    let all = await CommandRun(
      "store", "check", hub.store, "--truth", hub.accuracies, "--models", "model1,model2")
    #expect(all.output.contains("2 of 2 models"))
    #expect(!all.output.contains("model3"))
  }
}
