import Wording

/// Runs that the latest submission of a plan does not ask for: no table has them.
package struct SupersededRuns: Sendable, Equatable {
  /// How many there are.
  package let count: Int

  package init(_ count: Int) { self.count = count }

  /// "2 earlier runs are not shown, because the plan no longer asks for them; ..."; nil for none.
  ///
  /// - Parameter named: what a command needs to find the ledger, " --ledger FILE"; empty: nothing.
  package func sentence(experiment: String, named: String = "") -> String? {
    guard count > 0 else { return nil }
    let (verb, object) = count == 1 ? ("is", "it") : ("are", "them")
    return "\(counted(count, "earlier run")) \(verb) not shown, because the plan no longer asks "
      + "for \(object); `pedlab runs \(ShellText.quoted(experiment)) --all\(named)` shows \(object)."
  }
}
