import Foundation
import TestSupport
import Testing

/// What a person reads when there is one of a thing.
@Suite("One is singular") struct SingularTests {
  /// "1 runs", "1 are": a noun that ends in s or a verb in the plural after a lone 1.
  private func mistakes(_ text: String) -> [String] {
    let pattern =
      /(?:^|[^\w.,\/-])(1 (?:(?!is\b|was\b|has\b|does\b|as\b|s\b|ms\b)[a-z]+s\b|are\b|were\b|have\b))/
    return text.matches(of: pattern).map { String($0.output.1) }
  }

  @Test("The check finds what it is there to find") func check() {
    #expect(mistakes("1 runs; 0 done") == ["1 runs"])
    #expect(mistakes("2 done, 1 are to do") == ["1 are"])
    #expect(mistakes("1 run is done in 1 s, 0.1 units, 21 runs, 1 was there").isEmpty)
  }

  @Test("A sweep of one run by one model, seen by every command") func everything() async throws {
    let hub = try await SmallHub(models: 1)
    var runs = [await hub("run", hub.plan, "--dry-run", "--no-cache"), await hub.swept()]
    #expect(runs.allSatisfy { $0.status == 0 }, "\(runs.map(\.messages))")
    runs.append(await hub.swept())
    let id = try #require(await hub.ids().first)
    for command in [
      ["runs"], ["runs", "--group-by", "metric"], ["show", id], ["status"], ["status", "small"],
      ["reproduce", id], ["tag", "good", id], ["note", id, "text"], ["table", "small"],
      ["statistics", "small"], ["doctor"], ["report", "small", "--out", hub.folder.file("report")],
      ["export", "csv", "small", "--out", hub.folder.file("csv")],
      ["export", "mlflow", "small", "--out", hub.folder.file("mlflow.db")],
      ["delete", id], ["restore", id], ["delete", id], ["gc", "--yes"], ["gc", "--yes"],
    ] {
      runs.append(await CommandRun(command + ["--ledger", hub.ledger]))
    }
    for command in [
      ["store", "inspect", hub.store], ["store", "check", hub.store],
      ["score", hub.store, "--no-cache"], ["audit", hub.accuracies],
    ] {
      runs.append(await CommandRun(command))
    }
    for run in runs {
      #expect(mistakes(run.output).isEmpty, "\(run.output)")
      #expect(mistakes(run.messages).isEmpty, "\(run.messages)")
    }
    let page = try String(contentsOfFile: hub.folder.file("report/report.md"), encoding: .utf8)
    #expect(mistakes(page).isEmpty, "\(page)")
  }
}
