import Findings

/// A figure of each kind at the size at which labels are hard: 40 models with long names, 12 datasets.
enum SampleCharts {
  typealias Draw = @Sendable (FigureFormat) -> String

  static let all: [(name: String, draw: Draw)] = [
    ("energy", { energy.svg($0) }), ("settings", { settings.svg($0) }), ("heat", { heat.svg($0) }),
    ("matrix", { matrix.svg($0) }), ("sensitivity", { sensitivity.svg($0) }),
    ("forest", { forest.svg($0) }), ("pairs", { pairs.svg($0) }), ("ranks", { ranks.svg($0) }),
    ("slope", { slope.svg($0) }), ("panels", { panels.svg($0) }), ("shares", { shares.svg($0) }),
    ("blobs", { blobs.svg($0) }), ("motion", { motion.svg($0) }),
    ("displacement", { displacement.svg($0) }), ("scores", { scores.svg($0) }),
    ("means", { means.svg($0) }),
  ]

  private static let setting =
    "PED at the setting nearest to the official defaults (the official defaults were not run): step "
    + "size 0.09487, iterations 6, force constant 1, radius scale 0.6, exit ratio 0.5"
  private static let methods = ["LogME", "SFDA", "N-LEEP (components_per_class=5)", "H-score"]
    .flatMap { [$0, "\($0) + PED (official)", "\($0) + PED (leave-one-out)"] }

  /// Numbers that look like data, the same each time.
  private static func number(_ a: Int, _ b: Int = 0) -> Double {
    Double((a * 37 + b * 101) % 97) / 97
  }

  private static var energy: LinePanels {
    var chart = LinePanels(
      title: "Potential energy of <b> & \"co\"", subtitle: setting, xName: "step",
      yName: "energy / energy at step 0",
      panels: LongNames.datasets.enumerated().map { index, dataset in
        let lines = LongNames.models.enumerated().map { place, model in
          LinePanels.Line(
            name: model,
            points: (0...(place % 5 + 2)).map { step in
              (Double(step), 1 / (1 + Double(step) * number(place, index)))
            }, look: place < 3 ? .better : place > 36 ? .worse : .rest,
            stop: place % 5 < 4 ? "the step was below the exit ratio" : nil)
        }
        return LinePanels.Panel(
          title: dataset, note: "τw(decline, accuracy) −0.17; 12 without overlap", lines: lines)
      })
    chart.lookNames = ("the 3 best models by accuracy", "the 3 worst")
    return chart
  }

  private static var displacement: LinePanels {
    let lines = LongNames.models.enumerated().map { place, model in
      LinePanels.Line(
        name: model, points: (1...6).map { (Double($0), 200 * number(place, $0) + 0.5) },
        look: place < 3 ? .better : place > 36 ? .worse : .rest)
    }
    var chart = LinePanels(
      title: "Displacement", subtitle: setting, xName: "step", yName: "displacement",
      panels: [LinePanels.Panel(title: "sun397", note: "2 models not moved", lines: lines)])
    chart.lookNames = ("the 3 best models by accuracy", "the 3 worst")
    chart.isLogarithmic = true
    return chart
  }

  private static var scores: ScatterPanels {
    ScatterPanels(
      title: "LogME on eurosat_rgb_multispectral: scores and accuracies", subtitle: setting,
      yName: "accuracy (%)",
      panels: ["LogME", "N-LEEP (components_per_class=5) + PED"].map { method in
        ScatterPanels.Panel(
          title: method, note: "τw 0.599 [0.179, 0.874], n = 40", xName: "score of \(method)",
          models: LongNames.models.enumerated().map { place, model in
            ScatterPanels.Model(
              name: model, score: number(place) - 0.4, accuracy: 99 - Double(place) * 0.2)
          }, best: Set(LongNames.models.prefix(3)), pick: LongNames.models[7])
      })
  }

  private static var means: SensitivityChart {
    var chart = sensitivity
    chart.title = "LogME + PED: mean at each value of a parameter"
    chart.yName = "mean weighted Kendall tau"
    chart.zero = nil
    return chart
  }

  private static var settings: LinePanels {
    LinePanels(
      title: "Energy by parameter", subtitle: setting, xName: "step",
      yName: "energy / energy at step 0",
      panels: ["step size", "force constant", "radius scale", "exit ratio"].map { name in
        LinePanels.Panel(
          title: name, note: "7 of 9 values",
          lines: (0..<7).map { index in
            LinePanels.Line(
              name: index == 3 ? "mean_distance (official)" : "0.0\(index)13",
              points: (0...index).map { (Double($0), 1 - 0.01 * Double($0)) },
              look: .series(index), stop: index < 6 ? "all models stopped" : nil)
          })
      })
  }

  private static var heat: HeatMap {
    var panel = HeatMap.Panel(
      xName: "step size",
      columns: ["0.005087", "0.008626", "0.0316", "0.1", "0.3", "0.5", "0.8", "1", "2"],
      values: (0..<5).map { row in
        (0..<9).map { row == 2 && $0 == 3 ? nil : number(row, $0) - 0.7 }
      }, palette: .diverging(limit: 0.7))
    panel.isSigned = true
    panel.barName = "worse   better"
    panel.partial = (0..<5).map { row in (0..<9).map { row == $0 ? "11/12" : nil } }
    panel.boxed = (1, 3)
    return HeatMap(
      title: "No cell of 45 beats N-LEEP (components_per_class=5) without PED", subtitle: setting,
      yName: "force constant", rows: ["constant", "inverse_square", "overlap", "a", "b"],
      panels: [panel])
  }

  private static var matrix: HeatMap {
    let panels = ["LogME", "LogME + PED"].map { title in
      var panel = HeatMap.Panel(
        title: title, xName: "", columns: LongNames.datasets,
        values: LongNames.models.indices.map { row in
          LongNames.datasets.indices.map { (number(row, $0) * 39).rounded() - 20 }
        }, palette: .diverging(limit: 20))
      panel.decimals = 0
      panel.isSigned = true
      return panel
    }
    var chart = HeatMap(
      title: "Ranks that each model is put too high or too low", subtitle: setting, yName: "",
      rows: LongNames.models, panels: panels)
    chart.hasModels = true
    return chart
  }

  private static var sensitivity: SensitivityChart {
    func level(_ label: String, _ number: Double?, _ index: Int) -> SensitivityChart.Level {
      let mean = Self.number(index) - 0.5
      return SensitivityChart.Level(
        label: label, number: number, mean: mean, interval: (mean - 0.1, mean + 0.2),
        byDataset: (0..<12).map { mean + 0.3 * (Self.number($0) - 0.5) }, isOfficial: index == 4)
    }
    let steps = [0.003, 0.005335, 0.009487, 0.01687, 0.03, 0.05335, 0.09487, 0.1687, 0.3]
    let panels = [
      SensitivityChart.Panel(
        name: "step size", levels: steps.enumerated().map { level("\($1)", $1, $0) }),
      .init(
        name: "rescale_floor of the reference",
        levels: ["constant", "inverse_square", "overlap"].enumerated().map { level($1, nil, $0) }),
      .init(name: "iterations", levels: (1...6).map { level("\($0)", Double($0), $0) }),
      .init(
        name: "radius",
        levels: ["0.01 to 0.05", "0.06 to 0.1"].enumerated().map { level($1, nil, $0) }),
    ]
    return SensitivityChart(
      title: "LogME + PED: effect of each parameter", subtitle: setting, yName: "difference",
      zeroName: "N-LEEP (components_per_class=5) without PED", panels: panels)
  }

  private static var forest: ForestChart {
    ForestChart(
      title: "One change at a time", subtitle: setting,
      xName: "difference of weighted Kendall tau to that setting",
      rows: (0..<24).map { index in
        let mean = number(index) - 0.5
        return ForestChart.Row(
          name: "rescale floor of the reference: mean distance \(index)", mean: mean,
          interval: (mean - 0.1, mean + 0.2), byDataset: (0..<12).map { mean + 0.02 * Double($0) },
          isReference: index == 3)
      })
  }

  private static var pairs: PairedChart {
    PairedChart(
      title: "N-LEEP (components_per_class=5): with PED against without", subtitle: setting,
      xName: "weighted Kendall tau", beforeName: "N-LEEP (components_per_class=5)",
      afterName: "N-LEEP (components_per_class=5) + PED",
      rows: LongNames.datasets.enumerated().map {
        .init(name: $1, before: $0 == 2 ? nil : number($0), after: number($0, 1) - 0.2)
      }, mean: .init(name: "mean of 11", before: 0.4, after: 0.3), interval: (-0.3, 0.1))
  }

  private static var ranks: CriticalDifferenceChart {
    CriticalDifferenceChart(
      title: "Mean ranks of the methods: no pair is told apart",
      subtitle: "over 12 datasets, Nemenyi, 5 %. Friedman: chi-square 12.31, p 0.041.",
      methods: methods.enumerated().map { ($1, 1 + 0.8 * Double($0)) }, criticalDifference: 4.1)
  }

  private static var slope: SlopeChart {
    let count = LongNames.models.count
    return SlopeChart(
      title: "eurosat_rgb_multispectral: LogME + PED puts the 3 best models 8th, 14th and 6th",
      subtitle: setting,
      models: LongNames.models.enumerated().map { index, name in
        SlopeChart.Model(
          name: name, before: Double(index * 7 % count + 1), truth: Double(index + 1),
          after: Double(index * 11 % count + 1), accuracy: "\(99 - index).1 %")
      },
      heads: (
        ["N-LEEP (components_per_class=5)", "τw 0.733"], ["accuracy", "n = 40"],
        ["N-LEEP (components_per_class=5) + PED", "τw −0.308"]
      ))
  }

  private static var panels: RankPanels {
    RankPanels(
      title: "LogME: ranks by score and by accuracy", subtitle: setting,
      panels: LongNames.datasets.map { dataset in
        let models = LongNames.models.enumerated().map { index, name in
          RankPanels.Model(
            name: name, truth: Double(index + 1), before: Double(index * 7 % 40 + 1),
            after: Double(index * 11 % 40 + 1))
        }
        return RankPanels.Panel(title: dataset, note: "τw 0.733 → −0.308, n = 40", models: models)
      })
  }

  private static var shares: ShareBars {
    ShareBars(
      title: "What the variance is due to", subtitle: "functional ANOVA over 17280 results",
      kinds: ["parameter", "dataset", "parameter × dataset", "parameter × parameter", "rest"],
      rows: (0..<16).map {
        .init(
          name: "force constant × radius scale \($0)", share: 0.5 / Double($0 + 1), kind: $0 % 5)
      })
  }

  private static var blobs: RankBlobChart {
    RankBlobChart(
      title: "How stable the order is", subtitle: setting,
      rows: methods.enumerated().map { index, name in
        let weights = methods.indices.map { 1 / Double(1 + abs($0 - index)) }
        let sum = weights.reduce(0, +)
        return .init(name: name, shares: weights.map { $0 / sum })
      })
  }

  private static var motion: MotionChart {
    MotionChart(
      title: "The motion on eurosat_rgb_multispectral: class means and the gaps between them",
      subtitle: setting,
      models: LongNames.models.prefix(3).map { name in
        MotionChart.Model(
          name: name, note: "accuracy 37.0 %; shows 66 % of the spread",
          paths: (0..<20).map { one in
            (0...6).map { (number(one) * Double($0 + 5) - 4, number(one, 3) * Double($0 + 5) - 4) }
          }, before: (0..<78_606).map { 0.5 * number($0) },
          after: (0..<78_606).map { 0.9 * number($0, 1) })
      })
  }
}
