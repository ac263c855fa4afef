import Findings
import Ledger
import Testing

/// Rates of evaluations from when runs were computed.
struct WorkRatesTests {
  private static func rates(_ spans: [WorkSpan], now: Double = 100) -> WorkRates? {
    WorkRates(spans, parts: 10, now: now, patience: 60)
  }

  @Test func `A run that took long counts evenly, not at its end`() throws {
    let work = try #require(Self.rates([WorkSpan(start: 0, end: 100, evaluations: 500)]))
    #expect(work.rates == [Double](repeating: 5, count: 10))
    #expect(work.seconds == 100)
  }

  @Test func `Two processes at once add up, and what is being computed counts until now`() throws {
    let work = try #require(
      Self.rates([
        WorkSpan(start: 0, end: 50, evaluations: 100),
        WorkSpan(start: 50, end: nil, evaluations: 50),
        WorkSpan(start: 0, end: nil, evaluations: 300),
      ]))
    #expect(work.rates.prefix(5).allSatisfy { abs($0 - 5) < 1e-9 })
    #expect(work.rates.suffix(5).allSatisfy { abs($0 - 4) < 1e-9 })
    #expect(abs(work.mean - 4.5) < 1e-9)
  }

  @Test func `Runs within a part count there, and none is lost`() throws {
    let work = try #require(
      Self.rates([
        WorkSpan(start: 0, end: 0.1, evaluations: 10),
        WorkSpan(start: 33, end: 38, evaluations: 20),
        WorkSpan(start: 99, end: 100, evaluations: 30),
      ]))
    #expect(work.rates == [1, 0, 0, 2, 0, 0, 0, 0, 0, 3])
  }

  @Test func `Work that ended long ago has no rate`() {
    #expect(Self.rates([WorkSpan(start: 0, end: 30, evaluations: 9)]) == nil)
    #expect(Self.rates([]) == nil)
  }
}
