import Testing
import Wording

@Suite("Numbers as text") struct PrintedTests {
  @Test(
    "Exact text reads back to the same bits, and whole numbers have no point",
    arguments: [
      (1.0, "1"), (-3, "-3"), (0, "0"), (-0.0, "-0"), (0.1, "0.1"), (1e-7, "1e-07"),
      (1e15, "1000000000000000"), (1e17, "1e+17"), (.leastNonzeroMagnitude, "5e-324"),
      (0.1 + 0.2, "0.30000000000000004"), (.infinity, "inf"), (-.infinity, "-inf"),
    ])
  func exact(value: Double, text: String) {
    #expect(Printed.exact(value) == text)
    #expect(Double(text)?.bitPattern == value.bitPattern)
  }

  @Test(
    "Fixed decimals round half away from zero and have no negative zero",
    arguments: [
      (0.0625, 3, "0.063"), (-0.0625, 3, "-0.063"), (-0.0004, 3, "0.000"), (2.5, 0, "3"),
      (12, 2, "12.00"), (1e300, 2, "1e+300"), (.nan, 2, "nan"), (-.infinity, 1, "-inf"),
    ])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(Printed.fixed(value, decimals: decimals) == text)
  }

  @Test("What is undefined is a dash, or what the caller wants") func missing() {
    #expect(Printed.fixed(nil, decimals: 3) == "—")
    #expect(Printed.fixed(Optional(.nan), decimals: 3, missing: "") == "")
  }

  /// Golden: Python's "%.4g" and "%.1e".
  @Test("Significant digits are those of C") func significant() {
    #expect(Printed.significant(0.0316227766016838) == "0.03162")
    #expect(Printed.significant(123456) == "1.235e+05")
    #expect(Printed.significant(-0.5) == "-0.5")
    #expect(Printed.significant(.nan) == "nan")
    #expect(Printed.scientific(1.25e-7) == "1.2e-07")
    #expect(Printed.rounded(0.1 + 0.2, digits: 15) == 0.3)
    #expect(Printed.rounded(.infinity, digits: 3) == .infinity)
  }
}
