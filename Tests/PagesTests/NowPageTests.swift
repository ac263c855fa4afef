import Testing

/// The page Now while somebody computes.
struct NowPageTests {
  @Test("Who has claimed what is said, and what waits")
  func atWork() throws {
    let ledger = try PageLedger(stepSizes: [0.1, 0.2])
    try ledger.finish(ledger.claim(1))
    _ = try ledger.claim(2)
    let page = ledger.page("now")
    #expect(page.contains("4 of 36 evaluations recorded (11 %)"))
    #expect(page.contains("<li>Process ") && page.contains("has claimed 2 runs since "))
    #expect(page.contains("<h2>At work</h2>") && page.contains("6 runs wait for the next claim."))
    // Somebody is at work: nobody needs to continue.
    #expect(!page.contains("Not computed yet"))
  }

  @Test("Pages that show no setting of PED do not name one")
  func strip() throws {
    let ledger = try PageLedger(stepSizes: [0.08, 0.2])
    try ledger.finish(ledger.claim(100))
    #expect(!ledger.page("now").contains("PED setting"))
    let chosen = ledger.page("now", "experiment=small&choice=leave_one_out")
    #expect(chosen.contains("PED setting <b>leave-one-out</b>"))
  }
}
