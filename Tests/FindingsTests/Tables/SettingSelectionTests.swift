import Findings
import Ledger
import Testing

struct SettingSelectionTests {
  let grid = ResultGrid(SampleRuns.runs)
  let base = MethodSetting(metric: "logme")

  private func steps(_ choice: SettingChoice) throws -> [Double?] {
    let selection = try #require(SettingSelection(grid, base: base, choice: choice))
    return ["a", "b", "c"].map { selection.settings[$0]?.ped?.stepSize }
  }

  @Test func officialIsTheDefaultsEverywhere() throws {
    #expect(try steps(.official) == [0.1, 0.1, 0.1])
  }

  @Test func nearestIsTheOfficialOneOrTheOneNearestToIt() throws {
    #expect(try steps(.nearest) == [0.1, 0.1, 0.1] && grid.standingChoice == .official)
    let rest = ResultGrid(SampleRuns.runs.filter { $0.specification.ped != .official })
    #expect(SettingSelection(rest, base: base, choice: .official) == nil)
    // 0.05 and 0.2 are equally far: the first counts.
    let nearest = try #require(SettingSelection(rest, base: base, choice: .nearest))
    #expect(nearest.settings.values.allSatisfy { $0.ped?.stepSize == 0.05 })
    #expect(rest.standingChoice == .nearest)
    let plain = ResultGrid(SampleRuns.runs.filter { $0.specification.ped == nil })
    #expect(plain.standingChoice == .official && plain.nearestToOfficial == nil)
  }

  /// Means on the others: a: 0.05 -> 0.61, 0.1 -> 0.625, 0.2 -> 0.725; b: 0.635, 0.5, 0.4;
  /// c: 0.525, 0.525, 0.425, where the first of equals is taken.
  @Test func leaveOneOutNeverLooksAtTheDataset() throws {
    #expect(try steps(.leaveOneOut) == [0.2, 0.05, 0.05])
    let selection = try #require(SettingSelection(grid, base: base, choice: .leaveOneOut))
    #expect(selection.entry(grid, "a")?.mean == 0.10)
  }

  @Test func bestSeenIsTheMaximumAndSaysSo() throws {
    #expect(try steps(.bestSeen) == [0.05, 0.2, 0.05])
    #expect(SettingChoice.bestSeen.label.contains("optimistic"))
  }

  @Test func withoutPEDThereIsNoChoice() {
    #expect(SettingSelection(grid, base: MethodSetting(metric: "sfda"), choice: .official) == nil)
  }

  @Test func oneDatasetCannotBeLeftOut() {
    let grid = ResultGrid(SampleRuns.runs.filter { $0.specification.dataset == "a" })
    #expect(SettingSelection(grid, base: base, choice: .leaveOneOut) == nil)
  }

  @Test func theOrderOfRunsDoesNotMatter() {
    let reversed = ResultGrid(SampleRuns.runs.reversed())
    #expect(reversed.settings == grid.settings && reversed.datasets == grid.datasets)
  }

  @Test func marginalEffectsComparedWithinDatasets() throws {
    let effects = MarginalEffect.all(grid, base: base)
    #expect(effects.map(\.level) == ["0.05", "0.1", "0.2"])
    #expect(effects.allSatisfy { $0.parameter == "step_size" && $0.settings == 1 })
    let mean = (0.55 + 0.50 + 0.72) / 3
    #expect(abs(effects[0].mean - mean) < 1e-12)
    #expect(abs(effects.reduce(0) { $0 + $1.effect }) < 1e-12)
  }

  @Test func repetitionsAreTogetherAndTheNewestRunCounts() {
    let runs = [
      SampleRuns.run("a", "nleep", 0.5, seed: 0), SampleRuns.run("a", "nleep", 0.7, seed: 1),
      SampleRuns.run("a", "nleep", 0.1, seed: 1, createdAt: -5),
      SampleRuns.run("a", "nleep", 0.9, seed: 2, status: .failed),
    ]
    let entry = ResultGrid(runs).entry(MethodSetting(metric: "nleep"), "a")
    #expect(entry?.values.sorted() == [0.5, 0.7])
    #expect(abs((entry?.sd ?? 0) - 0.1414213562373095) < 1e-12)
    #expect(entry?.low == nil)
  }
}
