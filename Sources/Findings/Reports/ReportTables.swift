import Ledger

/// The tables of a report.
enum ReportTables {
  static func summary(_ data: ReportData) -> String {
    let models = Set(data.record.runs.flatMap(\.specification.models)).count
    var text =
      "\(data.record.runs.count) finished runs: \(data.methods.count) "
      + "\(data.methods.count == 1 ? "metric" : "metrics"), \(data.datasets.count) "
      + "\(data.datasets.count == 1 ? "dataset" : "datasets"), \(models) models, "
      + "\(data.settings.count) settings of PED."
    let missing = RunStatus.allCases.compactMap { status in
      data.record.unfinished[status].map { "\($0) \(status.rawValue)" }
    }
    if !missing.isEmpty {
      text += " Not in this report: \(missing.joined(separator: ", ")) runs."
    }
    return text
  }

  struct Row {
    let name: String
    let values: [Double?]
  }

  /// Rows of the main table: each metric without PED, and with the setting chosen in each of the
  /// ways that are possible.
  static func rows(_ data: ReportData) -> (compared: [Row], seen: [Row]) {
    var compared: [Row] = []
    var seen: [Row] = []
    for method in data.methods {
      let plain = data.datasets.map { data.tau(method, nil, $0) }
      if plain.contains(where: { $0 != nil }) {
        compared.append(Row(name: method.name, values: plain))
      }
      let several = data.settings.count > 1
      if let fixed = data.official ?? (several ? nil : data.settings.first) {
        let suffix = data.official == nil ? "" : ", official setting"
        let values = data.datasets.map { data.tau(method, fixed, $0) }
        compared.append(Row(name: "\(method.name) + PED\(suffix)", values: values))
      }
      guard several else { continue }
      if data.datasets.count > 1 {
        let values = data.datasets.map { data.leaveOneOut(method, $0)?.tau }
        compared.append(
          Row(name: "\(method.name) + PED, chosen on the other datasets", values: values))
      }
      seen.append(
        Row(
          name: "\(method.name) + PED, best seen on this dataset",
          values: data.datasets.map { data.bestSeen(method, $0) }))
    }
    return (
      compared.filter { $0.values.contains { $0 != nil } },
      seen.filter { $0.values.contains { $0 != nil } }
    )
  }

  static func correlations(_ data: ReportData) -> [ReportDocument.Block] {
    let rows = rows(data)
    let header = ["method"] + data.datasets + ["mean"]
    var blocks: [ReportDocument.Block] = [
      .heading("Rank correlation with the ground truth"),
      table(
        "Weighted Kendall tau ↑; the best of each column is bold, the second underlined.",
        header, rows.compared),
    ]
    if !rows.seen.isEmpty {
      blocks.append(
        table(
          "The largest tau that any of \(data.settings.count) settings reached. It is chosen by "
            + "looking at the answer and cannot be had in practice: an upper bound, not a result.",
          header, rows.seen))
    }
    if !data.record.runs.allSatisfy({ ($0.correlations?.roundingTies ?? 0) == 0 }) {
      blocks.append(
        .paragraph(
          "In some runs scores differ by rounding only; their ranks are noise. "
            + "`rounding_ties` in `correlations.csv` counts such models."))
    }
    return blocks
  }

  /// The mean is over all datasets: a method with a gap has none.
  private static func table(
    _ caption: String, _ header: [String], _ rows: [Row]
  ) -> ReportDocument.Block {
    let values = rows.map { row -> [Double?] in
      let present = row.values.compactMap { $0 }
      return row.values + [present.count == row.values.count ? ReportData.mean(present) : nil]
    }
    return .table(
      caption: caption, header: header,
      rows: ReportDocument.emphasised(
        values, labels: values.map { $0.map { Printed.fixed($0) } }, names: rows.map(\.name)))
  }

  /// Every correlation with its n and interval, for the runs that the figures show.
  static func intervals(_ data: ReportData) -> [ReportDocument.Block] {
    var rows: [[ReportDocument.TableCell]] = []
    for method in data.methods {
      for ped in [nil, data.drawn] where ped != nil || !data.settings.isEmpty || rows.isEmpty {
        for dataset in data.datasets {
          guard let run = data.run(method, ped, dataset), let found = run.correlations else {
            continue
          }
          let cells =
            [method.name + (ped == nil ? "" : " + PED"), dataset, String(found.models)]
            + [
              Printed.fixed(found.weightedTau),
              "[\(Printed.fixed(found.weightedTauLow)), \(Printed.fixed(found.weightedTauHigh))]",
              Printed.fixed(found.kendallTau), Printed.fixed(found.spearman),
              Printed.fixed(found.pearson), Printed.fixed(found.relAt1),
              Printed.fixed(found.relAt3),
            ]
          rows.append(cells.map { ReportDocument.TableCell(text: $0) })
        }
      }
    }
    let setting = data.drawn.map {
      " PED with " + SettingParameter.phrase($0, SettingParameter.numeric.map(\.name)) + "."
    }
    return [
      .table(
        caption: "Every correlation with its number of models and 95 % bootstrap interval."
          + (setting ?? ""),
        header: [
          "method", "dataset", "n", "weighted τ", "95 % interval", "Kendall τ", "Spearman",
          "Pearson", "Rel@1", "Rel@3",
        ], rows: rows)
    ]
  }
}
