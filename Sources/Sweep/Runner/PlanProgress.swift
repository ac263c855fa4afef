/// How far a plan is that several processes may compute: what the ledger says now and then, and between
/// two looks what this process did.
///
/// The ledger lags behind this process by what is not recorded yet; so the number that is shown never goes back.
package struct PlanProgress: Sendable {
  /// What the first look found, and what this process has computed since.
  private let before: Int
  private var own = 0
  /// What the last look found, and what this process had computed then.
  private var look: (done: Int, own: Int)
  private var shown: Int
  private var planned: Int

  /// What the ledger says before this process computes anything.
  package init(done: Int, total: Int) {
    before = done
    look = (done, 0)
    shown = done
    planned = total
  }

  /// This process has computed an evaluation.
  package mutating func computed() {
    own += 1
    show()
  }

  /// What the ledger says now.
  package mutating func looked(done: Int, total: Int) {
    look = (done, own)
    planned = total
    show()
  }

  private mutating func show() {
    shown = min(max(shown, before + own, look.done + own - look.own), max(planned, look.done))
  }

  /// Evaluations that are computed, by any process, and those that failed.
  package var done: Int { shown }

  /// Evaluations of the plan.
  package var total: Int { max(planned, shown) }
}
