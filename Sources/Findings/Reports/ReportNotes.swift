import Ledger
import Wording

/// What a reader must know before believing the tables, and where the numbers come from.
extension ReportData {
  func caveats() -> [ReportDocument.Block] {
    let counts = record.runs.compactMap { $0.correlations?.accuracies }
    let low = counts.min() ?? 0
    let high = counts.max() ?? 0
    let models = low == high ? counted(low, "model") : "\(low) to \(high) models"
    let compared = bases.count * max(settings.count, 1) * datasets.count
    let kind = settings.isEmpty ? "correlations" : "correlations with PED"
    var items = [
      "A correlation over \(models) is uncertain: see the intervals (jackknife over models). "
        + "Two values whose intervals overlap widely are not shown to differ.",
      "The datasets share their models, so their correlations are not independent; the mean over "
        + "datasets describes these datasets and no others. Intervals over datasets "
        + "(Student's t) take the differences to be roughly normal; of skewed ones they cover less.",
    ]
    if compared > 20 {
      items.append(
        "Multiple comparisons: this report holds about \(compared) \(kind). At the "
          + "5 % level about \(max(1, compared / 20)) of them would stand out by chance alone. No "
          + "interval here is corrected for that.")
    }
    if settings.count > 1 {
      items.append(
        "A setting chosen by looking at the ground truth is no result. 'leave-one-out' values are "
          + "chosen without the dataset that they are reported on; 'best seen' values are upper "
          + "bounds.")
    }
    if official == nil, !settings.isEmpty {
      items.append(
        "The official setting was not run here, so figures show \(drawnName): "
          + "\(drawn?.phrase(PEDParameters.numericNames) ?? "").")
    }
    if datasets.count > Self.datasetLimit {
      items.append(
        "Figures are drawn for the first \(Self.datasetLimit) datasets; the CSV files "
          + "hold all of them.")
    }
    return [.heading("Caveats"), .list(items)]
  }

  func provenanceNotes(_ tables: CSVExport.Tables) -> [ReportDocument.Block] {
    let digests = Set(record.runs.map(\.specification.inputDigest)).count
    let versions = Set(record.runs.map { String($0.specification.methodVersion) }).sorted()
    var items = [
      "Inputs: \(digests) content \(digests == 1 ? "digest" : "digests") (SHA-256); method "
        + "version \(versions.joined(separator: ", ")).",
      tables == .all
        ? "`correlations.csv`, `scores.csv` and `traces.csv` beside this page hold every number in "
          + "full precision."
        : "`correlations.csv` and `scores.csv` beside this page hold every number in full "
          + "precision; `pedlab export csv` writes the traces too.",
    ]
    var repeatBlocks: [ReportDocument.Block] = [
      .files(tables.fileNames + (record.provenance == nil ? [] : ["plan.yaml"]))
    ]
    if let provenance = record.provenance {
      items.insert("pedlab \(provenance.codeVersion).", at: 0)
      if !provenance.overrides.isEmpty {
        items.append("Overrides: `\(provenance.overrides.joined(separator: " "))`.")
      }
      repeatBlocks += [
        .heading("How to repeat it"),
        .code(
          (["pedlab run \(provenance.planPath)"]
            + provenance.overrides.map { "--set \($0)" }).joined(separator: " ")
            + "\npedlab report \(record.name) --out Results/\(record.name)"),
        .paragraph("The plan as it was resolved (`plan.yaml`):"), .code(provenance.resolvedPlan),
      ]
    }
    return [.heading("Provenance"), .list(items)] + repeatBlocks
  }
}
