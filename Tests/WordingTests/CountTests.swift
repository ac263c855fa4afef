import Testing
import Wording

struct CountTests {
  @Test func singularAndPluralAgree() {
    #expect(counted(1, "run") == "1 run" && counted(0, "run") == "0 runs")
    #expect(counted(2, "entry", plural: "entries") == "2 entries")
  }

  @Test func longListsAreCut() {
    #expect(listed(["a"]) == "a" && listed(["a", "b"]) == "a and b")
    #expect(listed(["a", "b", "c", "d"], limit: 3) == "a, b and 2 others")
  }
}
