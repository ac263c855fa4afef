import Testing

/// The page Data, and what pages say of a sweep that is not finished.
struct DataPageTests {
  @Test("The command audits the accuracies of the plan on what the experiment has")
  func audit() throws {
    let ledger = try PageLedger(
      stepSizes: [0.1],
      plan: """
        experiment: small
        store: /data/hub.h5
        truth: {file: /data/accB.csv, unit: percent}
        metrics: [logme]
        """)
    try ledger.finish(ledger.claim(100))
    #expect(
      ledger.page("data").contains(
        "<code>pedlab audit /data/accB.csv --unit percent --datasets digits,faces,letters "
          + "--models alpha,beta,delta,gamma</code>"))
  }

  @Test("The answer of an unfinished sweep begins with that, and is preliminary")
  func incomplete() throws {
    let ledger = try PageLedger(stepSizes: [0.1])
    try ledger.finish(ledger.claim(4))
    let page = ledger.page("answer")
    #expect(
      page.contains(
        "<ul class=\"answer\"><li>Incomplete: 4 of 6 runs are finished.</li><li>Preliminary: "))
    let finished = try PageLedger(stepSizes: [0.1])
    try finished.finish(finished.claim(100))
    let whole = finished.page("answer")
    #expect(!whole.contains("Incomplete") && !whole.contains("Preliminary"))
  }
}
