import Testing

/// Which setting stands for PED where the address names none.
struct StandingSettingTests {
  private func ledger(_ stepSizes: [Double]) throws -> PageLedger {
    let ledger = try PageLedger(stepSizes: stepSizes)
    try ledger.finish(ledger.claim(100))
    return ledger
  }

  @Test("Sentence, figure, table, command and strip show the official defaults")
  func official() throws {
    let page = try ledger([0.1, 0.3]).page("answer")
    #expect(page.contains("PED at the official defaults raises LogME"))
    #expect(page.contains("<span>PED setting <b>official</b></span>"))
    #expect(page.contains("official defaults (step size 0.1,"))
    #expect(page.contains("pedlab table small --baselines --intervals"))
  }

  @Test("Where the official defaults were not run, all of them show the nearest, and say so")
  func nearest() throws {
    let ledger = try ledger([0.08, 0.3])
    let page = ledger.page("answer")
    #expect(page.contains("PED at the setting nearest to the official defaults raises LogME"))
    #expect(page.contains("PED at the setting nearest to the official defaults (the official"))
    #expect(
      page.contains(
        "the setting nearest to the official defaults, which were not run (step size 0.08,"))
    #expect(page.contains("pedlab table small --baselines --intervals --choice nearest"))
    #expect(!page.contains("leave one dataset out"))
    for name in ["answer", "settings", "models", "paper"] {
      #expect(ledger.page(name).contains("<b>nearest to official</b></span>"), "\(name)")
    }
    #expect(page.contains(">nearest to official</a>") && !page.contains(">official</a>"))
  }

  @Test("A choice of the address goes before both")
  func chosen() throws {
    let page = try ledger([0.08, 0.3]).page("answer", "experiment=small&choice=leave_one_out")
    #expect(page.contains("PED at the setting chosen on the other datasets raises LogME"))
    #expect(page.contains("leave one dataset out"))
    #expect(page.contains("<b>leave-one-out</b></span>"))
  }
}
