import Foundation
import TestSupport
import Testing

/// What commands say of runs that they do not show, and of one run whatever shows it.
struct LeftOutTests {
  /// Runs of another ledger than the usual one are found with its name.
  private static func sentence(_ hub: SmallHub) -> String {
    "1 earlier run is not shown, because the plan no longer asks for it; "
      + "`pedlab runs small --all --ledger \(hub.ledger)` shows it."
  }

  @Test func `Whatever shows an experiment says how many runs it no longer asks for`() async throws
  {
    let hub = try await SmallHub()
    #expect(!(await hub.swept()).messages.contains("earlier run"))
    let narrowed = await CommandRun(
      "run", hub.plan, "--ledger", hub.ledger, "--no-cache", "--set", "metrics=gbc")
    let sentence = Self.sentence(hub)
    #expect(narrowed.messages.hasSuffix("small: \(sentence)\n"))
    #expect((await hub("table", "small")).messages == "note: \(sentence)\n")
    #expect((await hub("statistics", "small")).output.contains(sentence))
    let json = hub.folder.file("e.json")
    let exported = await hub("export", "json", "small", "--out", json)
    #expect(exported.messages == "note: \(sentence)\n")
    let all = await hub("export", "csv", "small", "--all", "--out", hub.folder.file("csv"))
    #expect(
      all.messages
        == "note: with 1 earlier run that the plan no longer asks for; the column `current` tells it "
        + "apart.\n")
  }

  @Test func `A notebook's name ends in .ipynb, and nothing is left behind`() async throws {
    let hub = try await SmallHub()
    _ = await hub.swept()
    for (kind, path) in [("notebook", "new/nb"), ("json", "new/e/"), ("optuna", "new/o/")] {
      let done = await hub("export", kind, "small", "--out", hub.folder.file(path))
      #expect(done.status != 0)
      if kind == "notebook" {
        #expect(done.messages.contains("the name of the file must end in .ipynb"))
      }
      #expect(!FileManager.default.fileExists(atPath: hub.folder.file("new")), "\(kind)")
    }
  }

  @Test func `A run is shown with every switch of PED`() async throws {
    let hub = try await SmallHub(stepSizes: [0.1])
    _ = await hub.swept()
    let ids = await hub.ids()
    let shown = await hub("show", try #require(ids.first)).output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    for name in ["rescale", "rescale_floor", "force", "velocity", "mass", "radius", "clip"] {
      #expect(shown.contains { $0.hasPrefix("\(name) ") && $0.count > name.count + 1 }, "\(name)")
    }
  }

  @Test func `An audit takes some models alone`() async throws {
    let hub = try await SmallHub(models: 4)
    let some = await CommandRun(
      "audit", hub.accuracies, "--models", "model1,model2,model3", "--json")
    #expect(some.status == 0 && !some.output.contains("model4"))
    let none = await CommandRun("audit", hub.accuracies, "--models", "model9")
    #expect(none.status != 0 && none.messages.contains("model9"))
  }

  @Test func `Runs of scores that were there are told as such`() async throws {
    let hub = try await SmallHub()
    #expect((await hub.swept()).messages.contains("1 run finished and recorded in "))
    try hub.folder.write(
      "model,dataset,accuracy\nmodel1,dataset1,80\nmodel2,dataset1,70\nmodel3,dataset1,75\n",
      to: "accuracy.csv")
    let again = await hub.swept()
    #expect(again.messages.contains("1 run recorded from scores that were there, in "))
    #expect(!again.messages.contains("nothing was left"))
  }
}
