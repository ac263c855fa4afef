import Findings
import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct CSVExportTests {
  static func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func headersBeginAsDocumented() throws {
    let folder = try TemporaryFolder()
    try CSVExport(SampleExperiment.record()).write(to: folder.path)
    let settings = "motion,step_size,iterations,force_constant,radius_scale,exit_ratio,"
    #expect(
      try Self.lines(folder.file("correlations.csv"))[0].hasPrefix(
        "experiment,run,dataset,metric," + settings
          + "models,accuracies,weighted_tau,weighted_tau_low,weighted_tau_high,"
          + "kendall_tau,spearman,pearson,rel_at_1,rel_at_3"))
    #expect(
      try Self.lines(folder.file("scores.csv"))[0].hasPrefix(
        "experiment,run,dataset,model,metric," + settings
          + "score,steps_taken,stop,accuracy,seconds"))
    #expect(
      try Self.lines(folder.file("traces.csv"))[0]
        == "experiment,run,dataset,model,step,potential_energy,displacement,change_ratio,"
        + "overlapping_pairs")
  }

  @Test func valuesAreExactAndQuoted() throws {
    let folder = try TemporaryFolder()
    try CSVExport(SampleExperiment.record()).write(to: folder.path)
    let scores = try Self.lines(folder.file("scores.csv"))
    #expect(scores.count == 1 + 30 * 5)
    #expect(
      scores.contains(
        "sample,000000000000,digits,\"mobile \"\"v2\"\"\",logme,none,,,,,,0.30000000000000004,,,"
          + "83.2,0.25,,,,,,,,,,,1,d,2023-11-14T22:13:21.000Z,,,finished,0"))
    let correlations = try Self.lines(folder.file("correlations.csv"))
    #expect(correlations.count == 31)
    // Order: by dataset, then metric, `none` before `ped`; a value that is missing is empty.
    #expect(
      correlations[1]
        == "sample,000000000000,digits,logme,none,,,,,,5,5,0.3,0,0.5,0.3,0.25,,1,1,"
        + ",,,,,,,,,0,1.5,,,,,1,d,2023-11-14T22:13:21.000Z,,")
    #expect(correlations[2].contains(",ped,0.1,2,1,0.6,0.5,"))
    #expect(
      correlations[2].hasSuffix(
        ",,,reference,0.001,overlap,reset,unit,rms,true,0,1.5,,,,,1,d,2023-11-14T22:13:21.000Z,,"))
    let traces = try Self.lines(folder.file("traces.csv"))
    #expect(traces.count == 1 + 6 * 2 * (3 + 7) * 5)
  }

  @Test func anEmptyExperimentIsASentence() {
    let empty = ExperimentRecord(name: "none", runs: []) { _ in [:] }
    #expect(throws: ExportError.nothingToExport(experiment: "none")) {
      try CSVExport(empty).write(to: TemporaryFolder().path)
    }
    #expect(
      ExportError.nothingToExport(experiment: "none").description.contains("no finished runs"))
  }

  @Test func jsonHoldsRunsEvaluationsAndTraces() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("experiment.json")
    try JSONExport(SampleExperiment.record()).write(to: path)
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let runs = try #require(root["runs"] as? [[String: Any]])
    #expect(runs.count == 30)
    let evaluations = try #require(runs[1]["evaluations"] as? [[String: Any]])
    #expect(evaluations.map { $0["model"] as? String } == SampleExperiment.models.sorted())
    #expect((evaluations[0]["trace"] as? [Any])?.count == 3)
    #expect(runs[0]["pearson"] is NSNull)
  }
}
