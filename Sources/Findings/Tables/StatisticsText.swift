import Ledger
import Transferability
import Wording

extension ExperimentStatistics {
  /// A part of the statistics that can be asked for.
  package enum Part: String, CaseIterable, Sendable {
    case friedman, pairs, lodo, permutation, anova, marginal
  }

  /// For programs.
  package func json(_ parts: [Part]) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("experiment", .text(experiment)), ("statistic", .text(grid.value.name)),
      ("dataset_names", .array(grid.datasets.map { .text($0) })),
      ("method_names", .array(methods.map { .text($0) })),
      ("methods_without_values", .array(withoutValues.map { .text($0) })),
      ("methods_with_fewer_models", .array(withFewerModels.map { .text($0) })),
      (
        "settings_with_fewer_models",
        .integer(grid.bases.reduce(0) { $0 + grid.countOverFewer(of: $1) })
      ),
    ]
    for part in parts {
      switch part {
      case .friedman: members.append(("friedman", friedmanJSON))
      case .pairs: members.append(("pairs", .array(pairs.map(json))))
      case .lodo:
        let tables =
          grid.bases.map { selectionTable($0) } + grid.weightFamilies.map { selectionTable($0) }
        members.append(("lodo", .array(tables.map(\.json))))
      case .permutation: members.append(("permutation", .array(choicePrices.map(\.json))))
      case .anova: members.append(("anova", .array(grid.bases.compactMap(anovaJSON))))
      case .marginal:
        let effects = grid.bases.flatMap { base in
          MarginalEffect.all(grid, base: base).map { json($0, base) }
        }
        members.append(("marginal", .array(effects)))
      }
    }
    return .object(members)
  }

  private var friedmanJSON: JSONValue {
    guard let friedman else { return .null }
    return .object([
      ("datasets", .integer(friedman.datasets)), ("chi_square", .number(friedman.statistic)),
      ("p_value", .number(friedman.pValue)),
      ("critical_difference", .number(friedman.criticalDifference)),
      (
        "average_rank_by_method",
        .object(zip(methods, friedman.meanRanks).map { ($0, .number($1)) })
      ),
      ("p_nemenyi", .array(friedman.nemenyi.map { .array($0.map { .number($0) }) })),
    ])
  }

  private func json(_ pair: WilcoxonHolm.Pair) -> JSONValue {
    let comparison = pair.comparison
    return .object([
      ("first", .text(methods[pair.first])), ("second", .text(methods[pair.second])),
      ("datasets", .integer(comparison.count)),
      ("mean_difference", .number(comparison.meanDifference)),
      ("low", .optional(comparison.interval?.low)),
      ("high", .optional(comparison.interval?.high)), ("wins", .integer(comparison.wins)),
      ("ties", .integer(comparison.ties)), ("losses", .integer(comparison.losses)),
      ("p_wilcoxon", .optional(comparison.wilcoxon?.pValue)), ("p_holm", .number(pair.adjusted)),
      ("p_smallest", .optional(power(pair)?.smallestP)),
      ("detectable_difference", .optional(power(pair)?.smallestDifference)),
    ])
  }

  private func anovaJSON(_ base: MethodSetting) -> JSONValue? {
    guard let anova = FunctionalANOVA(grid, base: base) else { return nil }
    return .object([
      ("metric_title", .text(base.metricTitle)), ("estimate", .flag(anova.isEstimate)),
      ("results", .integer(anova.count)), ("sd", .number(anova.standardDeviation)),
      (
        "share_by_factor",
        .object(anova.shares.map { ($0.factors.joined(separator: " x "), .number($0.share)) })
      ),
      ("rest", .optional(anova.rest)),
    ])
  }

  private func json(_ effect: MarginalEffect, _ base: MethodSetting) -> JSONValue {
    .object([
      ("metric_title", .text(base.metricTitle)), ("parameter", .text(effect.parameter)),
      ("level", .text(effect.level)), ("settings", .integer(effect.settings)),
      ("mean", .number(effect.mean)), ("mean_low", .optional(effect.interval?.low)),
      ("mean_high", .optional(effect.interval?.high)), ("effect", .number(effect.effect)),
      ("effect_low", .optional(effect.effectInterval?.low)),
      ("effect_high", .optional(effect.effectInterval?.high)),
      ("datasets", .integer(effect.datasets)), ("basis", .text(effect.basis.name)),
    ])
  }

  /// For people.
  ///
  /// - Parameter width: of a terminal; nil: tables are as wide as they are.
  package func text(_ parts: [Part], within width: Int? = nil) -> String {
    parts.map { text($0, width) }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func text(_ part: Part, _ width: Int?) -> String {
    switch part {
    case .friedman: friedmanText
    case .pairs: pairsText(width)
    case .lodo:
      (grid.bases.filter { !grid.pedSettings(of: $0).isEmpty }.map { selectionTable($0) }
        + grid.weightFamilies.map { selectionTable($0) }).map { $0.text(within: width) }
        .joined(separator: "\n")
    case .permutation: choicePrices.map(\.text).joined()
    case .anova: grid.bases.map(anovaText).joined() + fewerModelsNotes
    case .marginal: grid.bases.map { marginalText($0, width) }.joined() + fewerModelsNotes
    }
  }

  private var fewerModelsNotes: String {
    grid.bases.compactMap(fewerModelsNote).map { $0 + "\n" }.joined()
  }

  private var friedmanText: String {
    guard let friedman else {
      return "Friedman's test needs three methods and two datasets on which all have a value.\n"
        + comparisonNotes.map { $0 + "\n" }.joined()
    }
    let ranks = zip(methods, friedman.meanRanks).sorted { $0.1 < $1.1 }
    let table = TextTable(
      header: ["method", "mean rank"], rows: ranks.map { [$0, Printed.fixed($1, decimals: 2)] })
    return """
      Friedman over \(friedman.datasets) datasets: chi-square \
      \(Printed.fixed(friedman.statistic, decimals: 3)), p \
      \(Printed.fixed(friedman.pValue, decimals: 4)). Mean ranks closer than \
      \(Printed.fixed(friedman.criticalDifference, decimals: 2)) are not told apart (Nemenyi, 5 %).

      \(table.text)
      """
  }

  private func pairsText(_ width: Int?) -> String {
    pairsTable.text(within: width) + (comparisonNotes + powerNotes).map { $0 + "\n" }.joined()
  }

  /// All pairs of methods, for people; the last column where any difference could be found.
  package var pairsTable: TextTable {
    let hasPower = pairs.contains { power($0)?.smallestDifference != nil }
    let rows = pairs.map { pair in
      let comparison = pair.comparison
      return [
        methods[pair.second], methods[pair.first],
        Printed.fixed(comparison.meanDifference, decimals: 3),
        IntervalText.text(comparison.interval?.low, comparison.interval?.high),
        "\(comparison.wins)/\(comparison.ties)/\(comparison.losses)",
        Printed.fixed(comparison.wilcoxon?.pValue, decimals: 4),
        Printed.fixed(pair.adjusted, decimals: 4),
      ] + (hasPower ? [Printed.fixed(power(pair)?.smallestDifference, decimals: 3)] : [])
    }
    let header = ["method", "against", "difference", "95 % interval", "w/t/l", "p", "p (Holm)"]
    return TextTable(
      header: header + (hasPower ? ["could be found"] : []), rows: rows, leftAligned: 2)
  }

  private func anovaText(_ base: MethodSetting) -> String {
    varianceTable(base).map { "\($0.caption)\n\n\($0.table.text)\n" } ?? ""
  }

  /// Shares of the variance; nil where nothing varies.
  package func varianceTable(_ base: MethodSetting) -> (caption: String, table: TextTable)? {
    guard let anova = FunctionalANOVA(grid, base: base) else { return nil }
    let shares = anova.shares.map { ($0.factors.joined(separator: " × "), $0.share) }
    let rows = shares + (anova.rest.map { [("higher order", $0)] } ?? [])
    return (
      "\(base.metricTitle) + PED: share of the variance of \(grid.value.title) over "
        + "\(anova.count) results (functional ANOVA; \(anova.basis)).",
      TextTable(
        header: ["due to", "share"],
        rows: rows.map { [$0, Printed.fixed(100 * $1, decimals: 1) + " %"] })
    )
  }

  private func marginalText(_ base: MethodSetting, _ width: Int?) -> String {
    let effects = MarginalEffect.all(grid, base: base)
    guard !effects.isEmpty else { return "" }
    let rows = effects.map { effect in
      [
        effect.parameter, PEDParameters.shown(effect.level), "\(effect.settings)",
        Printed.fixed(effect.mean, decimals: 3), Printed.fixed(effect.effect, decimals: 3),
        IntervalText.text(effect.effectInterval?.low, effect.effectInterval?.high),
      ]
    }
    let table = TextTable(
      header: ["parameter", "value", "settings", "mean", "effect", "95 % interval of the effect"],
      rows: rows,
      leftAligned: 2)
    return "\(base.metricTitle) + PED, marginal effects over datasets:\n\n"
      + table.text(within: width) + "\n"
      + MarginalEffect.notes(effects, datasets: grid.datasets.count).map { $0 + "\n" }.joined()
  }
}

extension FunctionalANOVA {
  /// What its shares are: exact, or an estimate.
  var basis: String {
    isEstimate
      ? "an estimate: the grid is not complete, so shares may overlap, and pairs are not told apart"
      : "exact: the grid is complete"
  }
}
