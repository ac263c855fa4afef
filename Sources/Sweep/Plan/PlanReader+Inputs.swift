import FeatureStore
import Tabular
import Transferability
import Wording

extension PlanReader {
  // MARK: - Store

  func store() throws -> Plan.StoreReference {
    guard let node = nodes["store"] else {
      throw PlanError("\(file): the key \"store\" is missing: the HDF5 file of the features")
    }
    guard case .mapping = node.value else {
      let path = try node.text("store")
      guard !path.contains("{") else {
        throw node.fail(
          "store is \"\(path)\", a path template; templates are written as a mapping with files, "
            + "features and labels, such as {files: \"\(path)\", features: \"/{dataset}/feats\", "
            + "labels: \"/{dataset}/y\"}")
      }
      return .file(path)
    }
    let templates = try node.mapping(
      "store", allowed: PlanKey.names(below: "store") + Self.readingKeys
    ).filter { !Self.readingKeys.contains($0.key) }
      .map { ($0.key, try $0.value.text("store.\($0.key)")) }
    for key in ["files", "features", "labels"] where !templates.contains(where: { $0.0 == key }) {
      throw node.fail("store has no \"\(key)\"; a store by templates needs files, features, labels")
    }
    return .templates(Dictionary(templates, uniquingKeysWith: { first, _ in first }))
  }

  /// Keys that may stand in the plan, or below store.
  private static let readingKeys = [
    "pool", "transpose", "labels_are", "ignore_labels", "logits_are", "allow_external",
  ]

  // MARK: - Reading

  func reading() throws -> ReadingOptions {
    var options = ReadingOptions()
    let given = try readingNodes()
    options.pooling = try word("pool", given, PoolingKind.self)
    options.transposes = try flag("transpose", given)
    options.labelsAre = try word("labels_are", given, LabelKind.self) ?? .auto
    options.ignoredLabels = try (given["ignore_labels"]?.list() ?? []).map {
      IgnoredLabel(text: try $0.text("ignore_labels"))
    }
    options.externalFiles = ExternalFiles(allowsAny: try flag("allow_external", given))
    return options
  }

  func logitsAre() throws -> SourceOutputs.Kind? {
    try word("logits_are", readingNodes(), SourceOutputs.Kind.self)
  }

  private func readingNodes() throws -> [String: PlanNode] {
    var given = nodes.filter { Self.readingKeys.contains($0.key) }
    guard let store = nodes["store"], case .mapping(let entries) = store.value else { return given }
    for (key, node) in entries where Self.readingKeys.contains(key) {
      guard given[key] == nil else { throw node.fail("\(key) stands in the plan and below store") }
      given[key] = node
    }
    return given
  }

  // MARK: - Truth and names

  func truth() throws -> Plan.Truth {
    var truth = Plan.Truth()
    truth.file = try nodes["ground_truth"].map { try file($0, "ground_truth") }
    guard let node = nodes["truth"] else { return truth }
    guard case .mapping = node.value else {
      truth.match = try word("truth", nodes, Plan.Truth.Match.self) ?? .complete
      return truth
    }
    let entries = Dictionary(
      try node.mapping("truth", allowed: PlanKey.names(below: "truth")),
      uniquingKeysWith: { first, _ in first })
    if let file = entries["file"] {
      guard truth.file == nil else {
        throw file.fail("truth.file and ground_truth both name the accuracies; give one of them")
      }
      truth.file = try self.file(file, "truth.file")
    }
    truth.options.better =
      try word("better", entries, GroundTruth.Better.self, path: "truth.better") ?? .higher
    truth.options.unit = try word("unit", entries, AccuracyUnit.self, path: "truth.unit")
    truth.options.repetitions =
      try entries["repetitions"]?.list().map { try $0.text("truth.repetitions") } ?? []
    truth.match =
      try word("match", entries, Plan.Truth.Match.self, path: "truth.match") ?? .complete
    return truth
  }

  private func file(_ node: PlanNode, _ path: String) throws -> String {
    let name = try node.text(path)
    guard !name.isEmpty, !["true", "false"].contains(name.lowercased()) else {
      throw node.fail(
        "\(path) is \(node.kind); it names a file of accuracies, or built-in ones (pedlab truth list)."
          + " Without any, leave the key out")
    }
    return name
  }

  func nameMap() throws -> [String: String] {
    guard let node = nodes["names"] else { return [:] }
    let entries = try node.mapping("names", allowed: nil).map { key, value in
      (key, try value.text("names.\(key)"))
    }
    return Dictionary(entries, uniquingKeysWith: { first, _ in first })
  }

  // MARK: - Words

  func word<Word>(_ key: String, _ type: Word.Type) throws -> Word?
  where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
    try word(key, nodes, type)
  }

  private func word<Word>(
    _ key: String, _ nodes: [String: PlanNode], _: Word.Type, path: String? = nil
  ) throws -> Word? where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
    guard let node = nodes[key] else { return nil }
    let text = try node.text(path ?? key)
    guard let word = Word(rawValue: text) else {
      let allowed = Word.allCases.map(\.rawValue)
      throw node.fail(
        "\(path ?? key) is \"\(text)\"\(Suggestion.text(for: text, among: allowed)); "
          + "allowed are \(allowed.joined(separator: ", "))")
    }
    return word
  }

  private func flag(_ key: String, _ nodes: [String: PlanNode]) throws -> Bool {
    guard let node = nodes[key] else { return false }
    switch try node.text(key).lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw node.fail("\(key) is \(node.kind); it must be true or false")
    }
  }
}
