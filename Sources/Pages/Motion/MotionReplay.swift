import Findings
import Ledger
import Sweep
import Transferability
import Wording

/// What a setting does on one dataset, computed now.
struct MotionReplay {
  let replay: SettingReplay
  let base: MethodSetting
  let model: String
  let settings: PEDSettings
  let results: [SettingReplay.Result]
  let path: MotionPath
  private let chances: ChanceCache
  private let failures: [String]
  /// What models and datasets are called.
  private let names: [String: String]
  /// The file of the plan; nil where it is not known.
  private let plan: String?
  /// The file of features; nil where there are several.
  private let store: String?

  init(
    _ replay: SettingReplay, _ chances: ChanceCache, _ base: MethodSetting, _ model: String,
    _ settings: PEDSettings, _ experiment: ExperimentResults
  ) throws {
    self.replay = replay
    self.chances = chances
    self.base = base
    self.model = model
    self.settings = settings
    names = experiment.names
    plan = experiment.provenance?.planPath
    store = experiment.store
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
    return [
      summary(taken), best, try deadUnits(), picture(shown, of: taken), energy,
      PairEnergyTable(path: path, forceConstant: settings.forceConstant).html, scores(state),
      failures.isEmpty ? "" : "<ul>\(failures.map { HTML("<li>\($0)</li>") })</ul>",
      use(state), command.map { CommandText.html($0) } ?? "", recording(state),
    ].joined()
  }

  var own: SettingReplay.Result? { results.first { $0.model == model } }

  private func shown(_ name: String) -> String { names[name] ?? name }

  /// Of the models that have an accuracy.
  private var tau: (value: Double, count: Int)? {
    let pairs = results.compactMap { result in result.accuracy.map { (result.score, $0) } }
    guard pairs.count > 1 else { return nil }
    let value = WeightedTau(
      scores: pairs.map(\.0), truth: pairs.map(\.1), convention: .symmetric
    ).value
    return (value, pairs.count)
  }

  private func summary(_ taken: Int) -> HTML {
    let score = own.map { Printed.exact($0.score) } ?? "—"
    let rounded = own.map { Typeset.short($0.score, 6) } ?? "—"
    let stop = own?.outcome?.stop.rawValue ?? "—"
    let tau = self.tau.map { "\(Typeset.fixed($0.value)) (n = \($0.count))" } ?? "—"
    return """
      <p class="answer">\(base.metricTitle) + PED of \(shown(model)): <b data-score="\(score)" title="\(score)">\(rounded)</b> \
      after \(counted(taken, "step")) (stopped by \(stop)). Weighted Kendall tau over the models of \
      \(shown(replay.dataset)): <b>\(tau)</b>.</p>
      """
  }

  /// The counter of settings tried with the truth in view, and what the best of so many is by chance.
  private var best: HTML {
    if let tau { replay.keep(tau: tau.value, of: base.metricTitle) }
    let tried = replay.settingsTried
    // One order is no choice.
    let bar = tried < 2 ? nil : tau.flatMap { chances.level(models: $0.count, tried: tried) }
    let chance = bar.map {
      " The best of \(counted($0.orders, "random order")) has a median tau of \(Typeset.fixed($0.bestMedian))."
    }
    let best = replay.bestTau(of: base.metricTitle).map {
      " The best so far reached \(Typeset.fixed($0)): the more are tried, the less that says."
    }
    return """
      <p class="warning">\(counted(tried, "setting")) of \(shown(replay.dataset)) tried here with the \
      accuracies in view.\(best ?? "")\(chance ?? "") Nothing is recorded.</p>
      """
  }

  private func deadUnits() throws -> HTML {
    guard let share = try replay.deadUnitShare(model: model) else {
      return "<p class=\"note\">\(shown(model)) has no reference: its dead units are not known.</p>"
    }
    return """
      <p>\(Typeset.fixed(100 * share, 1)) % of the rescaled variance that PED sees of \(shown(model)) is from \
      units that are dead on its source data.</p>
      """
  }

  private func picture(_ shown: Int, of taken: Int) -> HTML {
    let classes = path.places.first?.indices ?? 0..<0
    let share = Typeset.short(100 * path.shownShare, 3)
    let chart = MotionChart(
      title: "Class means of \(self.shown(model)) at step \(shown) of \(taken)",
      subtitle: settings.recorded.phrase,
      models: [
        MotionChart.Model(
          name: self.shown(model), note: "shows \(share) % of the means' spread",
          paths: classes.map { one in path.places.prefix(shown + 1).map { $0[one] } },
          before: path.gapsBefore, after: path.gapsAfter, radii: path.radii)
      ])
    return Figure.html(
      chart.svg,
      "Above, class means and balls at step \(shown) of \(taken) in the plane in which they are spread most; "
        + "below, the distances of all pairs over the sum of their radii: below 1 they overlap; of those beyond the axis the shares are given."
    )
  }

  private var energy: HTML {
    guard let trace = own?.outcome?.trace, trace.count > 1 else { return "" }
    let chart = LinePanels(
      title: "Potential energy of \(shown(model))", subtitle: settings.recorded.phrase,
      xName: "step",
      yName: "potential energy",
      lines: [(name: shown(model), points: trace.map { (Double($0.step), $0.potentialEnergy) })])
    return Figure.html(chart.svg, "Potential energy by step.")
  }

  private func scores(_ state: PageState) -> HTML {
    let ranked = results.sorted { ($1.score, $0.model) < ($0.score, $1.model) }
    let rows = ranked.enumerated().map { place, result -> [PageTable.Cell] in
      [
        PageTable.Cell(content: ModelName.html(shown(result.model), state)),
        .number("\(place + 1)"),
        .rounded(result.score), result.accuracy.map { PageTable.Cell.rounded($0) } ?? .number("—"),
        .number(result.outcome.map { "\($0.stepsTaken)" } ?? ""),
      ]
    }
    return PageTable(
      caption: "Scores of this setting on \(shown(replay.dataset))",
      header: ["model", "rank", "score", "accuracy", "steps"], rows: rows
    ).html
  }

  /// Makes the setting *the* setting of all pages.
  private func use(_ state: PageState) -> HTML {
    let changes = settings.recorded.changes
    let all = state.on(.answer) { $0.setting = changes.isEmpty ? nil : changes }
    return "<p><a href=\"\(all.address)\">Show this setting on all pages</a>, where it was run.</p>"
  }

  /// Nothing is recorded until somebody asks: by the plan with this setting, as an experiment of its own.
  private func recording(_ state: PageState) -> HTML {
    guard let plan else { return "" }
    let own = settings.recorded
    let names = PEDParameters.names.filter { name in
      PEDParameters.numericNames.contains(name)
        || own.value(of: name) != PEDParameters.official.value(of: name)
    }
    let sets = names.compactMap { name in
      own.value(of: name).map { "--set \(ShellText.quoted("ped.\(name)=\($0)"))" }
    }
    let words =
      [
        "pedlab run", ShellText.quoted(plan),
        "--set \(ShellText.quoted("experiment=\(state.experiment)-tried"))",
      ] + sets
    return "<p>To record it, as an experiment of its own:</p>"
      + CommandText.html(words.joined(separator: " "))
  }

  /// nil where features come from several files: no command for them is short.
  private var command: String? {
    guard let store else { return nil }
    let changes = settings.recorded.changes
    let sets = FieldList.fields(changes).map { "--set ped.\(ShellText.quoted($0))" }
    return
      ([
        "pedlab score \(ShellText.quoted(store)) --dataset",
        ShellText.quoted(replay.dataset), "--metric", base.metric,
        "--motion ped",
      ] + sets).joined(separator: " ")
  }
}
