import Foundation
import TestSupport
import Testing

@Suite("JSON") struct JSONTests {
  @Test(
    "Every command that takes --json prints JSON whose keys are snake_case and whose NaN is null")
  func keys() async throws {
    let hub = try await SmallHub(models: 3, stepSizes: [0.1, 0.2])
    #expect(await hub.swept().status == 0)
    let ids = await hub.ids()
    #expect(ids.count == 2)
    for command in [
      ["runs", "--json"], ["runs", "--group-by", "metric", "--json"], ["show", ids[0], "--json"],
      ["compare", ids[0], ids[1], "--json"], ["status", "--json"], ["status", "small", "--json"],
      ["doctor", "--json"], ["reproduce", ids[0], "--json"], ["statistics", "small", "--json"],
      ["table", "small", "--format", "json"],
    ] {
      let run = await CommandRun(command + ["--ledger", hub.ledger])
      #expect(run.status == 0, "\(command): \(run.messages)")
      try check(run.output, command)
    }
    for command in [
      ["metrics", "--json"], ["metrics", "show", "logme", "--json"],
      ["store", "inspect", hub.store, "--json"], ["store", "check", hub.store, "--json"],
      ["audit", hub.accuracies, "--json"],
    ] {
      let run = await CommandRun(command)
      try check(run.output, command)
    }
  }

  private func check(_ text: String, _ command: [String]) throws {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    for key in keys(value) {
      // Labels of rows are keys too, in words.
      #expect(!key.contains(/[a-z][A-Z]/), "\(command): \(key)")
    }
  }

  /// The keys of all objects.
  private func keys(_ value: Any) -> [String] {
    switch value {
    case let members as [String: Any]: members.keys + members.values.flatMap(keys)
    case let elements as [Any]: elements.flatMap(keys)
    default: []
    }
  }
}
