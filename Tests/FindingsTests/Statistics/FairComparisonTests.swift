import Findings
import Ledger
import Testing

/// Effects of parameters on grids that are not complete, against a model that is known.
struct FairComparisonTests {
  /// tau = 0.02 x iterations - 0.5 x step size + dataset: more iterations are better, larger steps
  /// worse.
  private static func tau(_ step: Double, _ iterations: Int, _ dataset: Int) -> Double {
    0.02 * Double(iterations) - 0.5 * step + 0.1 * Double(dataset)
  }

  private static func grid(
    steps: [Double], iterations: [Int], where isRun: (Double, Int) -> Bool
  ) -> ResultGrid {
    var runs: [RecordedRun] = []
    for step in steps {
      for count in iterations where isRun(step, count) {
        for dataset in 0..<4 {
          var ped = SampleRuns.step(step)
          ped.iterations = count
          runs.append(
            SampleRuns.run("d\(dataset)", "logme", tau(step, count, dataset), ped: ped))
        }
      }
    }
    return ResultGrid(runs)
  }

  private static func effects(_ grid: ResultGrid, _ parameter: String) -> [MarginalEffect] {
    MarginalEffect.all(grid, base: MethodSetting(metric: "logme"))
      .filter { $0.parameter == parameter }
  }

  @Test func `Levels are compared within settings that exist for all of them`() {
    // The most iterations were run at small steps only: their plain mean is far too good.
    let grid = Self.grid(steps: [0.1, 0.5, 1], iterations: [1, 2, 6]) { $0 < 0.6 || $1 < 6 }
    let found = Self.effects(grid, "iterations")
    for (effect, count) in zip(found, [1, 2, 6]) {
      #expect(abs(effect.effect - 0.02 * (Double(count) - 3)) < 1e-12)
      #expect(effect.basis == .matched(settings: 6, of: 8))
    }
  }

  @Test func `A complete grid is compared as a whole`() {
    let grid = Self.grid(steps: [0.1, 0.5], iterations: [1, 2, 6]) { _, _ in true }
    let found = Self.effects(grid, "iterations")
    #expect(found.allSatisfy { $0.basis == .completeGrid && $0.settings == 2 })
    #expect(abs(found[2].effect - 0.06) < 1e-12)
  }

  @Test func `Where no settings are alike, effects are fitted`() {
    // A ring of pairs: no context has every level, but together they determine the effects.
    let pairs: Set<[Int]> = [[0, 0], [0, 1], [1, 1], [1, 2], [2, 2], [2, 0]]
    let steps = [0.1, 0.5, 1]
    let counts = [1, 2, 6]
    let grid = Self.grid(steps: steps, iterations: counts) { step, count in
      pairs.contains([steps.firstIndex(of: step) ?? 0, counts.firstIndex(of: count) ?? 0])
    }
    let found = Self.effects(grid, "iterations")
    #expect(found.map(\.basis) == [.additive, .additive, .additive])
    for (effect, count) in zip(found, counts) {
      #expect(abs(effect.effect - 0.02 * (Double(count) - 3)) < 1e-9)
    }
  }
}
