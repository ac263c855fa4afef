import Findings
import Ledger
import Pages
import Testing

struct PageStateTests {
  @Test("An address gives the state that made it, whatever names hold")
  func roundTrip() throws {
    var state = PageState()
    state.page = .runs
    state.experiment = "a/b & c=d + é%20\u{202E}<"
    state.value = .spearman
    state.choice = .leaveOneOut
    state.metric = "N-LEEP (k=5)"
    state.setting = "step_size=0.2,force=constant"
    state.without = ["d,0", "d 1"]
    state.pins = ["../../etc/passwd", "m&n"]
    state[.condition] = "step_size <= 0.1 and note ~ '%'"
    state[.from] = "50"
    let address = state.address
    let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
    #expect(try PageState(path: parts[0], query: parts[1]) == state)
  }

  @Test("What is as it is by default is not in the address")
  func defaults() throws {
    var state = PageState()
    state.page = .answer
    state.experiment = "demo"
    #expect(state.address == "/answer?experiment=demo")
    #expect(try PageState(path: "/", query: "").address == "/")
  }

  @Test(
    "A path that is no page is not found",
    arguments: ["/etc/passwd", "/../x", "answer", "/answer/"])
  func unknownPages(path: String) {
    #expect(throws: PageError.notFound(path)) { try PageState(path: path, query: "") }
  }

  @Test("A value that there is not is named, with those that there are")
  func unknownValue() {
    let sentence =
      "value=wieghted_tau: there is no such value; did you mean \"weighted_tau\"?"
    #expect {
      try PageState(path: "/answer", query: "value=wieghted_tau")
    } throws: { error in
      let text = "\(error)"
      return text.hasPrefix("value=wieghted_tau: there is no such value")
        && text.contains("weighted_tau, kendall_tau") && !sentence.isEmpty
    }
  }

  @Test("A name that no page knows is an error")
  func unknownName() {
    #expect(throws: PageError.badRequest("The address has \"colour\", which no page knows.")) {
      try PageState(path: "/answer", query: "colour=red")
    }
  }

  @Test("More models than colours cannot be pinned")
  func tooManyPins() {
    let query = (0..<6).map { "pin=m\($0)" }.joined(separator: "&")
    #expect(
      throws: PageError.badRequest(
        "The address pins 6 models; at most 5 can be told apart.")
    ) { try PageState(path: "/models", query: query) }
  }

  @Test("A percent sign without a code is an error", arguments: ["pin=%", "pin=%zz", "pin=%ff"])
  func brokenCodes(query: String) {
    #expect(
      throws: PageError.badRequest("The address has a percent sign that is not part of a code.")
    ) { try PageState(path: "/models", query: query) }
  }
}
