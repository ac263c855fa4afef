import Sweep
import Testing

/// Plans to begin with: what is written is read, and holds only what applies.
struct PlanDraftTests {
  private func contents(
    withoutReference: [String] = [], hasLogits: Bool = false, regressions: [String] = [],
    hasTruth: Bool = false
  ) -> StoreContents {
    StoreContents(
      models: ["m1", "m2", "m3", "m4"], datasets: ["a", "b"], withoutReference: withoutReference,
      hasLogits: hasLogits, regressions: regressions, hasTruth: hasTruth)
  }

  private func plan(_ draft: PlanDraft) throws -> Plan {
    try Plan.parse(draft.text, path: "plan.yaml")
  }

  @Test func `A draft is a plan with the official values among others`() throws {
    let draft = PlanDraft(
      experiment: "first", store: "'hub.h5'", contents: contents(hasTruth: true))
    let plan = try plan(draft)
    #expect(plan.experiment == "first" && plan.metrics.map(\.value) == ["logme", "sfda"])
    // Two metrics, each alone and with 3 x 4 x 3 settings of PED.
    #expect(try SettingGrid(plan).settings.count == 2 * 37)
    #expect(draft.text.contains("models: all       # m1, m2, m3, ...\n"))
    #expect(draft.text.contains("the store's own /ground_truth/accuracy."))
    #expect(!draft.text.contains("rescale"))
  }

  @Test(arguments: ["first", "yes", "123", "null", "1e3", "0x10", "a.b-c_d"])
  func `A name that YAML takes for something else is read back`(name: String) throws {
    let draft = PlanDraft(experiment: name, store: "'hub.h5'", contents: contents())
    #expect(try plan(draft).experiment == name)
  }

  @Test(arguments: ["a: b", "it's", "x # y", "{a}", "*a", "a\nstore: other"])
  func `A name that no experiment has is refused for what it is`(name: String) throws {
    let draft = PlanDraft(experiment: name, store: "'hub.h5'", contents: contents())
    let error = #expect(throws: PlanError.self) { try plan(draft) }
    #expect("\(try #require(error))".contains("experiment"))
  }

  @Test func `Models without references have PED rescaled by the dataset`() throws {
    let draft = PlanDraft(
      experiment: "e", store: "'hub.h5'", contents: contents(withoutReference: ["m2"]))
    #expect(draft.text.contains("  # 1 model without reference features (m2):"))
    let settings = try SettingGrid(plan(draft)).settings
    #expect(settings.compactMap(\.ped).allSatisfy { "\($0)".contains("target") })
  }

  @Test func `Outputs bring metrics that read them`() throws {
    let draft = PlanDraft(experiment: "e", store: "'hub.h5'", contents: contents(hasLogits: true))
    #expect(draft.metrics == ["logme", "sfda", "leep", "nce"])
    #expect(try plan(draft).metrics.map(\.value) == draft.metrics)
  }

  @Test func `Targets of regression leave PED out`() throws {
    let draft = PlanDraft(
      experiment: "e", store: "'hub.h5'", contents: contents(regressions: ["b"]))
    #expect(draft.metrics == ["logme"] && !draft.sweepsPED)
    #expect(try SettingGrid(plan(draft)).settings.allSatisfy { $0.ped == nil })
    #expect(draft.text.contains("# Labels of b are numbers, which few metrics take."))
  }

  @Test func `Names with line breaks do not leave their comment`() throws {
    let names = ["m\nmetrics: [gbc]", "n"]
    let draft = PlanDraft(
      experiment: "e", store: "'hub.h5'",
      contents: StoreContents(models: names, datasets: ["d\r\nstore: other"]))
    #expect(try plan(draft).metrics.map(\.value) == ["logme", "sfda"])
  }
}
