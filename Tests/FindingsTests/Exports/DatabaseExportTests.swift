import Findings
import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

@Suite struct DatabaseExportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func mlflowFileHasRunsParametersAndSteps() throws {
    let path = folder.file("mlflow.db")
    try MLflowFile(SampleExperiment.record()).write(to: path)
    let queue = try DatabaseQueue(path: path)
    try queue.read { db in
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM runs") == 30)
      #expect(
        try String.fetchOne(db, sql: "SELECT version_num FROM alembic_version") == "181f10493468")
      let energy = try Double.fetchAll(
        db,
        sql: """
          SELECT m.value FROM metrics m JOIN tags t USING (run_uuid)
          WHERE t.key = 'pedlab.run' AND t.value = '000000000001'
            AND m.key = 'potential_energy/resnet50' ORDER BY step
          """)
      #expect(energy == [100, 50, 100.0 / 3])
      #expect(
        try Int.fetchOne(db, sql: "SELECT count(*) FROM params WHERE key = 'step_size'") == 24)
      // Characters that MLflow refuses are replaced.
      #expect(
        try Int.fetchOne(db, sql: "SELECT count(*) FROM metrics WHERE key = 'score/swin_tiny'")
          == 30)
    }
  }

  /// "a/b" and "a_b" are one name to MLflow; their traces must not become one.
  @Test func modelsWhoseNamesMLflowCannotTellApartGetNumbers() throws {
    let path = folder.file("mlflow.db")
    let run = SampleExperiment.record().runs[1]
    let record = ExperimentRecord(name: "sample", runs: [run]) { _ in
      [run.id: ["a/b", "a_b"].map { Evaluation(model: $0, score: 1, seconds: 0) }]
    }
    try MLflowFile(record).write(to: path)
    let keys = try DatabaseQueue(path: path).read {
      try String.fetchAll($0, sql: "SELECT key FROM metrics WHERE key LIKE 'score/%' ORDER BY key")
    }
    #expect(keys == ["score/a_b", "score/a_b_2"])
  }

  @Test func optunaFileHasAStudyPerDatasetAndMetric() throws {
    let path = folder.file("optuna.db")
    try OptunaFile(SampleExperiment.record()).write(to: path)
    let queue = try DatabaseQueue(path: path)
    try queue.read { db in
      let names = try String.fetchAll(db, sql: "SELECT study_name FROM studies ORDER BY study_id")
      #expect(names.count == 6)
      #expect(names.first == "sample/digits/logme")
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM trials") == 24)
      #expect(
        try String.fetchOne(
          db,
          sql: """
            SELECT value_json FROM study_user_attributes WHERE "key" = 'baseline_weighted_tau'
            """) == "0.3")
      #expect(
        try String.fetchAll(db, sql: "SELECT DISTINCT param_name FROM trial_params ORDER BY 1") == [
          "iterations", "step_size",
        ], "only what varies is a parameter")
      #expect(
        try String.fetchOne(
          db, sql: "SELECT value_json FROM study_user_attributes WHERE \"key\" = 'clip'") == "true")
    }
  }

  @Test func anExistingFileIsKeptUnlessToldOtherwise() throws {
    let path = folder.file("mlflow.db")
    try TextFile.write("mine", to: path)
    #expect(throws: ExportError.exists(path: path)) {
      try MLflowFile(SampleExperiment.record()).write(to: path)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    try MLflowFile(SampleExperiment.record()).write(to: path, replace: true)
    #expect(try String(contentsOfFile: path, encoding: .isoLatin1).hasPrefix("SQLite format 3"))
  }
}
