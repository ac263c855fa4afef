import Testing
import Wording

struct SuggestionTests {
  @Test func lettersThatAreMissingTooManyOrSwapped() {
    #expect(Suggestion.distance("run", "rnu") == 1 && Suggestion.distance("run", "ruin") == 1)
    #expect(Suggestion.distance("abc", "") == 3 && Suggestion.distance("", "") == 0)
    #expect(Suggestion.text(for: "rnu", among: ["runs", "run"]) == " (did you mean \"run\"?)")
    #expect(Suggestion.text(for: "xyz", among: ["runs", "run"]).isEmpty)
  }
}
