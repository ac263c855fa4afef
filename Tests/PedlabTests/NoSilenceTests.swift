import Foundation
import TestSupport
import Testing

@Suite("What would change nothing, or cannot run, is refused") struct NoSilenceTests {
  @Test(
    "A value without effect on scores is named",
    arguments: [
      (["rank", "s.h5", "--set", "motion=ped"], "--set motion changes nothing here: pedlab rank "),
      (["rank", "s.h5", "--set", "ped.step_size=0.2"], "--set ped.step_size changes nothing here"),
      (["rank", "s.h5", "--set", "samples_per_class=9"], "the key is for pedlab run."),
      (["score", "s.h5", "--set", "ped.step_size=0.2"], "without --motion ped nothing is moved."),
      (["score", "s.h5", "--set", "ground_truth=a.csv"], "the key is for pedlab run."),
      (["score", "s.h5", "--set", "motion=ped"], "--motion chooses the motion"),
    ])
  func vainValues(arguments: [String], sentence: String) async {
    let run = await CommandRun(arguments)
    #expect(run.status == 2 && run.messages.contains(sentence), "\(run.messages)")
  }

  @Test("Accuracies of other models give no plan, and the sentence that run would give")
  func foreignAccuracies() async throws {
    let hub = try await SmallHub()
    try hub.folder.write("model,dataset,accuracy\nx,y,1\nz,y,2\n", to: "other.csv")
    let plan = hub.folder.file("new.yaml")
    let run = await CommandRun(
      "init", hub.store, "--truth", hub.folder.file("other.csv"), "--out", plan, "--yes")
    #expect(run.status == 2 && !FileManager.default.fileExists(atPath: plan))
    #expect(run.messages.contains("new.yaml: the accuracies do not match the store. "))
  }
}
