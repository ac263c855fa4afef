import Findings
import Ledger
import Sweep
import Transferability
import Wording

/// Replays the process behind a score: sliders for PED's parameters, and the picture, the scores and the
/// correlation that follow from them. Nothing is recorded.
enum MotionPage: PageView {
  static let title = "Motion"
  /// The sliders would be torn from the hand.
  static let isLive = false

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let record = try context.record()
    let runs = record.runs + record.unfinishedRuns
    let datasets = Set(runs.map(\.specification.dataset)).sorted()
    guard let firstDataset = datasets.first else {
      return "<p class=\"answer\">\(state.experiment) has no runs.</p>"
    }
    let dataset = datasets.contains(state[.dataset]) ? state[.dataset] : firstDataset
    let replay = try context.replays.replay(state.experiment, dataset: dataset)
    let model = replay.models.contains(state[.model]) ? state[.model] : replay.models.first ?? ""
    let bases = ResultGrid(record.runs, value: state.value).bases
    let base = bases.first { $0.metricTitle == state.metric } ?? bases.first
    guard let base else {
      return "<p class=\"answer\">No run of \(state.experiment) is finished yet.</p>"
    }
    let sliders = try MotionSliders(state)
    let shown = try MotionReplay(replay, context.replays.chances, base, model, sliders.settings)
    return [
      sliders.form(state, datasets: datasets, dataset: dataset, replay.models, model, bases, base),
      "<div id=\"replay\" aria-live=\"polite\">\(try shown.html(state, step: sliders.step))</div>",
    ].joined()
  }
}
