import Testing

/// `runs --group-by`: means, deviations and counts of the columns that are asked for.
@Suite("Runs in groups") struct RunGroupTests {
  private func groups(_ arguments: String...) async throws -> CommandRun {
    let hub = try await SmallHub(models: 4, stepSizes: [0.1, 0.2])
    #expect(await hub.swept().status == 0)
    return await CommandRun(
      ["runs", "--group-by", "metric", "--ledger", hub.ledger] + arguments)
  }

  @Test("All statistics of the correlation are there, each with its n") func all() async throws {
    let run = try await groups("--csv")
    let lines = run.output.split(separator: "\n").map(String.init)
    let header = try #require(lines.first).split(separator: ",").map(String.init)
    #expect(header.prefix(3) == ["metric", "runs", "best_weighted_tau"])
    for name in ["weighted_tau", "kendall_tau", "spearman", "pearson", "rel_at_1", "ndcg_at_3"] {
      for part in ["mean", "sd", "n"] { #expect(header.contains("\(part)_\(name)")) }
    }
    #expect(!header.contains("mean_weighted_tau_low"))
    #expect(lines.count == 2)
  }

  @Test("Columns can be chosen") func chosen() async throws {
    let run = try await groups("--columns", "step_size,spearman")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(
      lines.first?.split(separator: " ").map(String.init) == [
        "metric", "runs", "step_size", "spearman",
      ])
    // Of 0.1 and 0.2.
    #expect(lines.last?.contains("0.15 ± 0.07071 (2)") == true, "\(run.output)")
  }

  @Test("Words have no mean") func words() async throws {
    let run = try await groups("--columns", "dataset")
    #expect(run.status == 2)
    #expect(
      run.messages.contains(
        "--columns dataset with --group-by: only columns of numbers are averaged, such as "
          + "weighted_tau, kendall_tau, spearman"), "\(run.messages)")
  }
}
