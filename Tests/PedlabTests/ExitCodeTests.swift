import TestSupport
import Testing

/// One sentence with one prefix, and one exit code an error, whichever command it is.
@Suite("Exit codes and errors") struct ExitCodeTests {
  @Test(
    "A command line that makes no sense ends with 2 and says what is wrong",
    arguments: [
      (
        ["rnu"], "\"rnu\" is not a command of pedlab (did you mean \"run\"?); `pedlab --help` lists"
      ),
      (["store", "chek"], "\"chek\" is not a command of pedlab store (did you mean \"check\"?)"),
      (["help", "rnu"], "\"rnu\" is not a command of pedlab (did you mean \"run\"?)"),
      (["help", "store", "chek"], "\"chek\" is not a command of pedlab store (did you mean"),
      (["runs", "--ledgr", "x"], "Unknown option '--ledgr'"),
      (["compare", "abc"], "compare takes two runs or more"),
      (["tag", "two words", "abc"], "\"two words\" is not a tag; give one word."),
      (["metrics", "show", "lgme"], "There is no metric \"lgme\""),
      (
        ["store", "synthesize", "--out", "/dev/null", "--rows", "0"],
        "--rows is 0; allowed: 1 or more."
      ),
    ])
  func usage(arguments: [String], sentence: String) async {
    let run = await CommandRun(arguments)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.messages.hasPrefix("pedlab: \(sentence)"), "\(run.messages)")
  }

  @Test(
    "An unknown experiment, run or column ends with 2 in every command",
    arguments: [
      ["table", "other"], ["statistics", "other"], ["report", "other"], ["runs", "other"],
      ["status", "other"], ["export", "csv", "other", "--out", "/dev/null/x"], ["show", "abc"],
      ["note", "abc", "text"], ["delete", "abc"], ["reproduce", "abc"], ["runs", "--sort", "tau"],
      ["runs", "--where", "tau > 0"],
    ])
  func unknownNames(arguments: [String]) async throws {
    let hub = try await SmallHub()
    #expect(await hub.swept().status == 0)
    let run = await CommandRun(arguments + ["--ledger", hub.ledger])
    #expect(run.status == 2, "\(run.messages)")
    #expect(run.messages.hasPrefix("pedlab: "), "\(run.messages)")
    #expect(!run.messages.contains("Error"), "\(run.messages)")
  }

  @Test(
    "Input that cannot be read ends with 3",
    arguments: [
      ["runs", "--ledger", "/nowhere/ledger.sqlite"], ["store", "inspect", "/nowhere.h5"],
      ["store", "check", "/nowhere.h5"], ["correlate", "/nowhere.csv"], ["audit", "/nowhere.csv"],
      ["score", "/nowhere.h5", "--no-cache"],
    ])
  func unreadableInput(arguments: [String]) async {
    let run = await CommandRun(arguments)
    #expect(run.status == 3, "\(run.messages)")
    #expect(run.messages.hasPrefix("pedlab: "), "\(run.messages)")
    #expect(run.messages.contains("/nowhere"), "\(run.messages)")
  }

  @Test("Help for a command, its own and its parent's argument is no error")
  func help() async {
    for words in [
      ["help"], ["help", "run"], ["help", "store", "check"], ["help", "metrics", "logme"],
    ] {
      let run = await CommandRun(words)
      #expect(run.status == 0 && run.output.hasPrefix("OVERVIEW: "), "\(words)")
    }
  }

  @Test("status says whether work is left: 4") func unfinishedWork() async throws {
    let hub = try await SmallHub(models: 2)
    #expect(await hub.swept().status == 0)
    #expect(await hub("status", "small").status == 0)
    try hub.folder.write("model,dataset,accuracy\nmodel1,dataset1,nan\n", to: "accuracy.csv")
    #expect(await hub.swept().status != 0, "an accuracy is missing")
  }
}
