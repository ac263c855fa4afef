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
    #expect(listed(["a", "b", "c", "d"], limit: 3, rest: "more") == "a, b and 2 more")
  }

  @Test func aQuestionHasItsStop() {
    #expect(ended("a is b") == "a is b." && ended("is a b?") == "is a b?")
  }

  @Test func placesOfAClauseAreToldTogetherAndOnce() {
    var groups = RemarkGroups()
    for (place, clause) in [("b", "x"), ("a", "y"), ("a", "x"), ("b", "x")] {
      groups.add(place, clause)
    }
    #expect(groups.all.map(\.clause) == ["x", "y"])
    #expect(groups.all.map(\.places) == [["b", "a"], ["a"]])
  }
}
