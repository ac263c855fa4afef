import Ledger
import Testing

/// The ledger is found as git finds its folder.
struct LocationTests {
  private func path(
    named: String? = nil, variable: String? = nil, _ existing: Set<String> = []
  ) -> String {
    LedgerLocation.path(named: named, variable: variable, folder: "/work/study/plans") {
      existing.contains($0)
    }
  }

  @Test func `What is named comes first`() {
    #expect(path(named: "a.sqlite", variable: "b.sqlite", ["Results/pedlab.sqlite"]) == "a.sqlite")
    #expect(path(variable: "b.sqlite", ["Results/pedlab.sqlite"]) == "b.sqlite")
    #expect(path(named: "") == "", "an empty name is refused when it is opened")
    #expect(path(variable: "") == "Results/pedlab.sqlite", "an empty variable is not set")
  }

  @Test func `The nearest folder that has one`() {
    let above = "/work/Results/pedlab.sqlite"
    let nearer = "/work/study/Results/pedlab.sqlite"
    #expect(path([above]) == above)
    #expect(path([above, nearer]) == nearer)
    #expect(path([above, nearer, "Results/pedlab.sqlite"]) == "Results/pedlab.sqlite")
    #expect(path(["/Results/pedlab.sqlite"]) == "/Results/pedlab.sqlite")
    #expect(path() == "Results/pedlab.sqlite")
  }
}
