import Sweep
import Testing

/// The bar of `run` is that of the plan, whichever process computes it.
struct PlanProgressTests {
  private static func after(
    _ computed: Int, _ progress: PlanProgress
  ) -> PlanProgress {
    var progress = progress
    for _ in 0..<computed { progress.computed() }
    return progress
  }

  @Test func `It begins where earlier processes stopped`() {
    let progress = PlanProgress(done: 120, total: 1000)
    #expect(progress.done == 120)
    #expect(progress.total == 1000)
  }

  @Test func `Alone, each evaluation counts at once, though the ledger lags behind`() {
    var progress = Self.after(50, PlanProgress(done: 100, total: 1000))
    #expect(progress.done == 150)
    progress.looked(done: 120, total: 1000)
    #expect(progress.done == 150)
    #expect(Self.after(1, progress).done == 151)
  }

  @Test func `What another process has done counts with the next look, and own work after it`() {
    var progress = Self.after(200, PlanProgress(done: 0, total: 1000))
    progress.looked(done: 390, total: 1000)
    #expect(progress.done == 390)
    progress = Self.after(30, progress)
    #expect(progress.done == 420)
    progress.looked(done: 480, total: 1000)
    #expect(progress.done == 480)
  }

  @Test func `It never goes back, nor beyond the plan`() {
    var progress = Self.after(20, PlanProgress(done: 0, total: 1000))
    progress.looked(done: 990, total: 1000)
    progress = Self.after(30, progress)
    #expect(progress.done == 1000)
    progress.looked(done: 995, total: 1000)
    #expect(progress.done == 1000)
    #expect(progress.total == 1000)
  }

  @Test func `A plan that grew meanwhile counts with what it has now`() {
    var progress = PlanProgress(done: 1000, total: 1000)
    progress.looked(done: 1100, total: 1500)
    #expect(progress.done == 1100)
    #expect(progress.total == 1500)
  }
}
