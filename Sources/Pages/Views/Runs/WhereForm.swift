import Conditions
import Findings
import Ledger

/// The condition as a field, which the script completes with columns, signs and values; without it the
/// browser offers the columns.
struct WhereForm {
  private let state: PageState
  private let words: [String: [String]]

  init(_ context: PageContext) throws {
    state = context.state
    words = state.experiment.isEmpty ? [:] : try context.results().words()
  }

  var html: HTML {
    """
    <form method="get" action="/runs" class="filter" role="search">\(HiddenFields.html(state, but: [.condition]))
    <label for="where">Where</label>
    <input id="where" name="where" value="\(state[.condition])" autocomplete="off" spellcheck="false" \
    data-columns="\(RunColumn.all.map(\.name).joined(separator: " "))" data-words="\(wordsText)" \
    placeholder="step_size &lt;= 0.1 and weighted_tau &gt; 0.5">
    <button>Show</button></form>
    """
  }

  private var wordsText: String {
    JSONValue.object(
      words.sorted { $0.key < $1.key }.map { ($0.key, .array($0.value.map { .text($0) })) }
    )
    .text
  }
}
