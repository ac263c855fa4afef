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
    let bases = try context.results().grid(.weightedTau).bases
    guard let base = bases.first(where: { $0.metricTitle == state.metric }) ?? bases.first else {
      return try context.nothingYet()
    }
    let datasets = try context.replays.datasets(state.experiment)
    guard let dataset = datasets.first(where: { $0 == state[.dataset] }) ?? datasets.first else {
      return "<p class=\"answer\">\(state.experiment) has no datasets.</p>"
    }
    let replay = try context.replays.replay(state.experiment, dataset: dataset)
    guard let model = replay.models.first(where: { $0 == state[.model] }) ?? replay.models.first
    else { return "<p class=\"answer\">\(dataset) has no models.</p>" }
    let sliders = try MotionSliders(state)
    let experiment = try context.results()
    let names = experiment.names
    let shown = try MotionReplay(
      replay, context.replays.chances, base, model, sliders.settings, experiment)
    let parts = [
      sliders.form(
        state,
        menus: [
          ChoiceMenu("dataset", datasets, chosen: dataset, names: names),
          ChoiceMenu("model", replay.models, chosen: model, names: names),
          ChoiceMenu("metric", bases.map(\.metricTitle), chosen: base.metricTitle),
        ]),
      "<div id=\"replay\" aria-live=\"polite\">\(try shown.html(state, step: sliders.step))</div>",
    ].joined()
    return "<div class=\"motion\">\(parts)</div>"
  }
}
