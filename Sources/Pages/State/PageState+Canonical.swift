import Findings
import Ledger

extension PageState {
  /// Without what its page does not show: addresses that give the same page give one state.
  var canonical: PageState {
    with { state in
      switch state.page {
      case .answer, .paper: state.metric = ""
      case .settings: state.choice = .official
      case .models: state.value = .weightedTau
      case .overview, .now, .motion, .compare, .runs, .run, .data:
        (state.value, state.choice, state.metric) = (.weightedTau, .official, "")
      }
    }
  }
}
