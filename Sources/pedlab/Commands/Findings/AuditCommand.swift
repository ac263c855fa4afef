import ArgumentParser
import FeatureStore
import Findings
import Foundation
import Published
import Tabular

/// `pedlab audit`: can this hub tell metrics apart?
struct AuditCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, markdown, html, json }

  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Can a hub tell metrics apart? What the accuracies alone tell.",
    discussion: """
      HUB is a store with accuracies, a CSV of accuracies, or a ground truth that is built in:

      \(BuiltInGroundTruth.allCases.map { "  \($0.rawValue): \($0.source)" }
        .joined(separator: "\n"))

      EXAMPLES
        pedlab audit sfda-cnn
        pedlab audit accuracy.csv --attributes models.csv --test-size 5000
        pedlab audit ped-ssl --without sun397 --json
      """)

  @Argument(help: "A store, a CSV of accuracies, or the name of a built-in ground truth.")
  var hub: String

  @Option(help: "What the accuracies are, if their values leave it open.")
  var unit: AccuracyUnit?

  @Option(help: "lower, if they are errors.")
  var better: GroundTruth.Better?

  @Option(
    help: "Columns of the accuracies that tell repetitions apart, beside seed, run and the like.")
  var repetitions: NameList?

  @Option(help: "Only these datasets, separated by commas.")
  var datasets: NameList?

  @Option(help: "Only these models, separated by commas.")
  var models: NameList?

  @Option(help: "Without these datasets, separated by commas.")
  var without: NameList?

  @Option(
    help: """
      A CSV with the columns model and any of family, parameters, dimension, source_accuracy. For \
      a store, its models' attributes of these names are read, and the dimension of its features; for a built-in \
      ground truth, what is known of its models.
      """)
  var attributes: String?

  @Option(
    help: """
      Test images, NUMBER or DATASET=NUMBER,...: their error is part of the noise of the accuracies, \
      beside the spread of several rows per pair.
      """)
  var testSize: String?

  @Option(
    help: """
      What the datasets show, DATASET=DOMAIN,...; known for most datasets of built-in ground truths.
      """)
  var domains: String?

  @Option(help: "The best of how many random orders is shown as chance.")
  var bestOf = 240

  @Option(help: "text, markdown, html or json.")
  var format = Format.text

  @Flag(help: "JSON.")
  var json = false

  func validate() throws {
    guard (1...1_000_000).contains(bestOf) else {
      throw ValidationError("--best-of is \(bestOf); allowed: 1 to 1000000.")
    }
  }

  func run() throws {
    let (whole, own) = try groundTruth()
    let truth = try chosenModels(whole)
    let (given, remarks) = try givenAttributes(truth)
    let sizes = try testSize.map { try TestSizes($0) } ?? .unknown
    try sizes.check(against: truth)
    let audit = HubAudit(
      truth, datasets: try chosen(truth), attributes: given.completed(by: own),
      domains: try knownDomains(truth), testSizes: sizes, orders: bestOf)
    for remark in whole.remarks + remarks { Messages.say(remark) }
    if format == .text && !json { return try Output.show(written(audit)) }
    try Output.print(written(audit), terminator: "")
  }

  private func written(_ audit: HubAudit) -> String {
    switch json ? .json : format {
    case .text: audit.document.text()
    case .markdown: audit.document.markdown()
    case .html: audit.document.html()
    case .json: audit.json.spacedText + "\n"
    }
  }

  /// The accuracies, and what is known of the models beside them.
  private func groundTruth() throws -> (GroundTruth, ModelAttributes) {
    let options = GroundTruthOptions(
      unit: unit, better: better ?? .higher, repetitions: repetitions?.names ?? [])
    if let known = BuiltInGroundTruth(rawValue: hub) {
      guard options == GroundTruthOptions() else {
        throw ValidationError(
          "--unit, --better and --repetitions are for a CSV or a store; \(hub) is built in.")
      }
      return (try known.groundTruth(), ModelAttributes(known.models))
    }
    guard hub.hasSuffix(".h5") || hub.hasSuffix(".hdf5") else {
      let truth = try GroundTruth.named(hub, options: options)
      try SummaryName.refuse(truth.models, "model", in: hub)
      try SummaryName.refuse(truth.datasets, "dataset", in: hub)
      try CompanionName.refuse(datasets: truth.datasets, in: hub)
      return (truth, .none)
    }
    let store = try FeatureStore(.file(hub))
    guard let truth = try store.groundTruth(options: options) else {
      throw StoreError("\(hub) has no accuracies (/ground_truth/accuracy); audit a CSV of them.")
    }
    let attributes = ModelAttributes(
      families: try store.texts(ofModels: "family"),
      numbers: [
        .parameters: try store.numbers(ofModels: "parameters"),
        .dimension: store.dimensions().mapValues(Double.init),
        .sourceAccuracy: try store.numbers(ofModels: "source_accuracy"),
      ])
    return (truth, attributes)
  }

  private func knownDomains(_ truth: GroundTruth) throws -> DatasetDomains {
    let given = try domains.map { try DatasetDomains($0) } ?? .unknown
    try given.check(against: truth)
    guard let known = BuiltInGroundTruth(rawValue: hub) else { return given }
    return given.completed(by: DatasetDomains(try known.datasets()))
  }

  private func chosen(_ truth: GroundTruth) throws -> [String]? {
    let left = without?.names ?? []
    let wanted = datasets?.names ?? truth.datasets
    if let unknown = (wanted + left).first(where: { !truth.datasets.contains($0) }) {
      throw CSVError(
        "\(truth.name) has no dataset '\(unknown)'; it has \(truth.datasets.joined(separator: ", "))."
      )
    }
    let chosen = wanted.filter { !left.contains($0) }
    guard !chosen.isEmpty else {
      throw CSVError(
        "\(truth.name): no dataset is left to audit; --datasets and --without take all away.")
    }
    return chosen
  }

  private func chosenModels(_ truth: GroundTruth) throws -> GroundTruth {
    guard let names = models?.names else { return truth }
    if let unknown = names.first(where: { !truth.models.contains($0) }) {
      throw NameError(unknown, noun: "model", place: truth.name, known: truth.models)
    }
    return truth.keeping { names.contains($0.model) }
  }

  /// Those of --attributes, with sentences on what was left out.
  private func givenAttributes(_ truth: GroundTruth) throws -> (ModelAttributes, [String]) {
    guard let attributes else { return (.none, []) }
    let table = try CSVTable.reading(attributes)
    let found = try ModelAttributes(table)
    let partial = try found.check(models: truth.models, source: attributes)
    return (found, table.remarks + [partial].compactMap(\.self))
  }
}
