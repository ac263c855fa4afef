import Sweep
import Testing

/// The table of keys, from which the documentation is made, against the reader of plans.
@Suite("Keys of a plan")
struct PlanKeyTests {
  private static let whole = [
    "experiment": "experiment: e", "store": "store: s.h5",
    "metrics": "metrics: [logme, sfda, nleep]",
  ]

  /// What a mapping needs besides the key that is tried.
  private static let inside = [
    "store": [
      "files": "files: \"f/{model}.h5\"", "features": "features: \"/{dataset}/x\"",
      "labels": "labels: \"/{dataset}/y\"",
    ],
    "sampling": ["random": "random: 5"],
  ]

  /// A plan with the example of a key in its place.
  private static func plan(_ key: PlanKey) -> String {
    var top = whole
    let parts = key.name.split(separator: ".").map(String.init)
    // It draws rows, and so goes with them.
    if key.name == "seed" { top["samples_per_class"] = "samples_per_class: 10" }
    if parts.count == 1 {
      top[parts[0]] = key.example
    } else if parts.count == 3 {
      top[parts[0]] = "\(parts[0]):\n  \(parts[1]):\n    \(key.example)"
    } else {
      var lines = inside[parts[0]] ?? [:]
      if parts[1] == "sobol" { lines = [:] }
      lines[parts[1]] = key.example
      let indented = lines.values.sorted().map { "  \($0)" }
      top[parts[0]] = ([parts[0] + ":"] + indented).joined(separator: "\n")
    }
    return top.values.sorted().joined(separator: "\n")
  }

  @Test(arguments: PlanKey.all.map(\.name))
  func `Every example is a plan that can be read`(name: String) throws {
    let key = try #require(PlanKey.all.first { $0.name == name })
    #expect(throws: Never.self) { try Plan.parse(Self.plan(key), path: "/tmp/plan.yaml") }
  }

  @Test
  func `No key stands in the table twice`() {
    #expect(Set(PlanKey.all.map(\.name)).count == PlanKey.all.count)
  }

  @Test(arguments: PlanKey.all.map(\.meaning))
  func `What is said of a key is a sentence`(meaning: String) {
    #expect(meaning.hasSuffix("."))
  }
}
