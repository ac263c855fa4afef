import Findings
import Sweep
import Transferability
import Wording

/// What a setting does on one dataset, computed now.
struct MotionReplay {
  private let replay: SettingReplay
  private let chances: ChanceCache
  private let base: MethodSetting
  private let model: String
  private let settings: PEDSettings
  private let results: [SettingReplay.Result]
  private let failures: [String]
  private let path: MotionPath

  init(
    _ replay: SettingReplay, _ chances: ChanceCache, _ base: MethodSetting, _ model: String,
    _ settings: PEDSettings
  ) throws {
    self.replay = replay
    self.chances = chances
    self.base = base
    self.model = model
    self.settings = settings
    do {
      let options = base.options.mapValues(MetricOption.init(parsing:))
      (results, failures) = try replay.results(
        SweepSetting(metric: base.metric, options: options, ped: settings))
      path = try replay.path(model: model, settings)
    } catch {
      throw PageError.missing("\(replay.dataset), \(model): \(error)")
    }
  }

  func html(_ state: PageState, step: Int?) throws -> HTML {
    let taken = path.places.count - 1
    let shown = min(step ?? taken, taken)
    let share = Typeset.short(100 * path.shownShare, 3)
    return [
      summary(taken, shown), chance,
      Figure.html(
        MotionPicture(path: path, step: shown).svg,
        "\(model) on \(replay.dataset): class means and balls at step \(shown) of \(taken), in the plane that "
          + "shows \(share) % of the means' spread."),
      energy, GapHistogram(path: path).html, scores(state),
      failures.isEmpty ? "" : "<ul>\(failures.map { HTML("<li>\($0)</li>") })</ul>",
      use(state), CommandText.html(command),
    ].joined()
  }

  private var own: SettingReplay.Result? { results.first { $0.model == model } }

  /// Of the models that have an accuracy.
  private var tau: (value: Double, count: Int)? {
    let pairs = results.compactMap { result in result.accuracy.map { (result.score, $0) } }
    guard pairs.count > 1 else { return nil }
    let value = WeightedTau(
      scores: pairs.map(\.0), truth: pairs.map(\.1), convention: .symmetric
    ).value
    return (value, pairs.count)
  }

  private func summary(_ taken: Int, _ shown: Int) -> HTML {
    let score = own.map { "\($0.score)" } ?? "—"
    let stop = own?.outcome?.stop.rawValue ?? "—"
    let tau = self.tau.map { "\(Typeset.fixed($0.value)) (n = \($0.count))" } ?? "—"
    return """
      <p class="answer">\(base.metricTitle) + PED of \(model): <b data-score="\(score)">\(score)</b> after \
      \(counted(taken, "step")) (stopped by \(stop)). Weighted Kendall tau over the models of \
      \(replay.dataset): <b>\(tau)</b>.</p>
      """
  }

  /// What the best of so many settings would be by chance.
  private var chance: HTML {
    let tried = replay.settingsTried
    let bar = tau.flatMap { chances.level(models: $0.count, tried: tried) }
    let words = bar.map {
      " The best of \($0.orders) random orders has a median tau of \(Typeset.fixed($0.bestMedian))."
    }
    return """
      <p class="warning">\(counted(tried, "setting")) of \(replay.dataset) tried here with the accuracies in \
      view.\(words ?? "") Nothing is recorded.</p>
      """
  }

  private var energy: HTML {
    guard let trace = own?.outcome?.trace, trace.count > 1 else { return "" }
    let chart = LinePanels(
      title: "Potential energy of \(model)", subtitle: settings.recorded.text, xName: "step",
      yName: "potential energy",
      lines: [(name: model, points: trace.map { (Double($0.step), $0.potentialEnergy) })])
    return Figure.html(chart.svg(), "Potential energy by step.")
  }

  private func scores(_ state: PageState) -> HTML {
    let ranked = results.sorted { ($1.score, $0.model) < ($0.score, $1.model) }
    let rows = ranked.enumerated().map { place, result -> [PageTable.Cell] in
      [
        PageTable.Cell(content: ModelName.html(result.model, state)), .number("\(place + 1)"),
        .number("\(result.score)"), .number(result.accuracy.map { Typeset.short($0) } ?? "—"),
        .number(result.outcome.map { "\($0.stepsTaken)" } ?? ""),
      ]
    }
    return PageTable(
      caption: "Scores of this setting on \(replay.dataset)",
      header: ["model", "rank", "score", "accuracy", "steps"], rows: rows
    ).html
  }

  /// Makes the setting *the* setting of all pages.
  private func use(_ state: PageState) -> HTML {
    let changes = settings.recorded.changes
    let all = state.on(.answer) { $0.setting = changes.isEmpty ? nil : changes }
    return "<p><a href=\"\(all.address)\">Show this setting on all pages</a>, where it was run.</p>"
  }

  private var command: String {
    let changes = settings.recorded.changes
    let sets = FieldList.fields(changes).map { "--set ped.\(ShellText.quoted($0))" }
    return
      ([
        "pedlab score STORE --dataset", ShellText.quoted(replay.dataset), "--metric", base.metric,
        "--motion ped",
      ] + sets).joined(separator: " ")
  }
}
