import Testing

@Suite("What one meets first") struct FrontDoorTests {
  @Test("--version names the program and what its numbers depend on") func version() async {
    let version = await CommandRun("--version")
    #expect(version.status == 0 && version.messages.isEmpty)
    for word in ["pedlab 0.", "method version", "OpenBLAS", "BLAS kernels", "HDF5 1.", "SQLite 3."]
    {
      #expect(version.output.contains(word), "\(word): \(version.output)")
    }
  }

  @Test("Completions are written for each shell", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) async {
    let script = await CommandRun("--generate-completion-script", shell)
    #expect(script.status == 0 && script.messages.isEmpty)
    for command in ["run", "score", "table", "export"] {
      #expect(script.output.contains(command), "\(command)")
    }
    #expect(script.output.contains("pedlab"))
  }

  @Test("metrics lists all with need, cost and source; with a name it explains one")
  func metrics() async throws {
    let list = await CommandRun("metrics")
    #expect(list.status == 0 && list.output.hasPrefix("48 metrics, by what they need\n"))
    let lines = list.output.split(separator: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix("  logme ") })
    #expect(lines[first + 1].contains("cost: ") && lines[first + 1].contains("ICML 2021"))
    let one = await CommandRun("metrics", "logme")
    #expect(one.status == 0 && one.output.hasPrefix("LogME (logme)\n"))
    let same = await CommandRun("metrics", "show", "logme")
    #expect(same.output == one.output)
    let wrong = await CommandRun("metrics", "lgme")
    #expect(wrong.status == 2 && wrong.messages.contains("(did you mean \"logme\"?)"))
  }

  @Test("What is no file and no built-in ground truth is told which there are")
  func truth() async throws {
    let hub = try await SmallHub()
    let wrong = await CommandRun("store", "check", hub.store, "--truth", "sfda-cnnn")
    #expect(wrong.status == 3)
    #expect(
      wrong.messages.contains(
        "There is no file sfda-cnnn, and no built-in ground truth of that name (did you mean "
          + "\"sfda-cnn\"?); there are "))
    let known = await CommandRun("store", "check", hub.store, "--truth", "sfda-cnn")
    #expect(known.output.contains("sfda-cnn"))
  }
}
