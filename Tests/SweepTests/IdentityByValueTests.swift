import Sweep
import Testing

/// Values that are equal are one setting, however they are written.
struct IdentityByValueTests {
  private func settings(_ options: String) throws -> [SweepSetting] {
    let plan = try Plan.parse(
      """
      experiment: e
      store: s.h5
      metrics: [linear_probe]
      motion: none
      metric_options: {linear_probe: {\(options)}}
      """, path: "plan.yaml")
    return try SettingGrid(plan).settings
  }

  @Test(arguments: ["penalty: 2", "penalty: 2.0", "penalty: 2e0", "penalty: 20e-1"])
  func `One number in many forms`(text: String) throws {
    #expect(try settings(text) == settings("penalty: 2"))
  }

  @Test func `A default that is written is as good as left out`() throws {
    #expect(try settings("penalty: 1.0") == settings(""))
    #expect(try settings("penalty: [1, 0.5]").map(\.options.count) == [0, 1])
  }

  @Test func `The same value twice is refused`() throws {
    let error = #expect(throws: PlanError.self) { try settings("penalty: [2, 0.5, 2.0]") }
    #expect(
      error?.description
        == "plan.yaml, line 5: metric_options.linear_probe.penalty lists 2.0 twice; each value is run once"
    )
  }
}
