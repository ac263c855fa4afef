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
}
