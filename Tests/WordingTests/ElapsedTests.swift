import Testing
import Wording

struct ElapsedTests {
  @Test func `Seconds and rate agree as they are printed`() {
    let short = Elapsed(1.197)
    #expect(short.text == "1.2 s" && short.rate(of: 370) == "308/s")
    #expect(Elapsed(0.628).text == "0.6 s" && Elapsed(0.628).rate(of: 666) == "1110/s")
    #expect(Elapsed(0.001).text == "0.1 s" && Elapsed(0.001).rate(of: 4) == "40/s")
    let long = Elapsed(10.2)
    #expect(long.text == "11 s" && long.rate(of: 22) == "2.0/s")
    #expect(Elapsed(9.97).text == "10 s" && Elapsed(61.5).text == "1 min 2 s")
  }
}
