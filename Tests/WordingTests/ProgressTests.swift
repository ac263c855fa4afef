import Testing
import Wording

/// Lines that say how far something is.
struct ProgressTests {
  private let text = ProgressText(
    done: 120, total: 300, unit: .items("evaluations"), rate: 12, left: 15, detail: "digits8")

  @Test func `A wide terminal shows all, a narrow one what matters`() {
    #expect(
      text.line(width: 100)
        == "████████████░░░░░░░░░░░░░░░░░░ 40 % 120 of 300 evaluations, 12/s, 15 s left, digits8")
    #expect(
      text.line(width: 70) == "████░░░░░░ 40 % 120 of 300 evaluations, 12/s, 15 s left, digits8")
    #expect(text.line(width: 51) == "████░░░░░░ 40 % 120 of 300 evaluations, 15 s left")
    #expect(text.line(width: 48) == "40 %, 15 s left")
    #expect(text.line(width: 16) == "40 %, 15 s left")
    #expect(text.line(width: 8) == "40 %")
  }

  @Test(arguments: 0...120)
  func `No line is wider than the terminal`(width: Int) {
    #expect(text.line(width: width).count < max(1, width))
  }

  @Test func `A log has sentences`() {
    #expect(text.sentence == "40 % (120 of 300 evaluations), 12/s, 15 s left; digits8")
    let reading = ProgressText(
      done: 1_500_000_000, total: 3_000_000_000, unit: .bytes, rate: 250_000_000, left: 6,
      detail: "vit on pets")
    #expect(reading.sentence == "50 % (1.5 GB of 3.0 GB), 250.0 MB/s, 6 s left; vit on pets")
  }

  @Test func `Only all is a hundred per cent`() {
    #expect(ProgressText(done: 999, total: 1000, unit: .bytes).sentence.hasPrefix("99 %"))
    #expect(ProgressText(done: 5, total: 5, unit: .bytes).sentence.hasPrefix("100 %"))
  }

  @Test func `Without a total only the place is known`() {
    let text = ProgressText(done: 0, total: 0, unit: .bytes, detail: "opening store.h5")
    #expect(text.sentence == "opening store.h5")
    #expect(text.line(width: 40) == "opening store.h5")
  }
}

/// Rates and times left.
struct RateEstimateTests {
  @Test func `A steady pace is told after a second`() {
    var estimate = RateEstimate()
    for tick in 0...40 {
      estimate.update(done: tick, total: 100, at: Double(tick) / 10)
      if tick < 10 { #expect(estimate.rate == nil) }
    }
    #expect(abs((estimate.rate ?? 0) - 10) < 1e-9)
    #expect(abs((estimate.left ?? 0) - 6) < 1e-9)
  }

  @Test func `Opening does not count, and the time left follows from what is left and the rate`() {
    var estimate = RateEstimate()
    // Nothing is known for twenty seconds; then 10 of 100 in each second.
    for tick in 0..<200 { estimate.update(done: 0, total: 0, at: Double(tick) / 10) }
    for tick in 200...230 {
      estimate.update(done: (tick - 200) / 10 * 10, total: 100, at: Double(tick) / 10)
      guard let rate = estimate.rate, let left = estimate.left else { continue }
      // With the twenty seconds it would be 0.5.
      #expect(rate > 8 && rate < 11)
      #expect(abs(left - Double(100 - (tick - 200) / 10 * 10) / rate) < 1e-9)
    }
    #expect(estimate.rate != nil)
  }

  @Test func `The time left does not jump`() {
    var estimate = RateEstimate()
    var (done, shown) = (0.0, [Double]())
    for tick in 0..<600 {
      // Fast, with a pause of three seconds now and then.
      if tick % 100 < 70 { done += 1 }
      estimate.update(done: Int(done), total: 1000, at: Double(tick) / 10)
      if let left = estimate.left { shown.append(left) }
    }
    for (before, after) in zip(shown, shown.dropFirst()) { #expect(abs(after - before) < 5) }
  }
}
