import ArgumentParser
import FeatureStore
import Findings
import Foundation
import Sweep
import Wording

/// `pedlab init STORE`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Check a store and write a plan for it, with what applies and why.",
    discussion: """
      On a terminal it asks for what the options leave open; elsewhere, or with --yes, it takes \
      what it would have suggested. A store with errors gets no plan.

      EXAMPLES
        pedlab init features.h5
        pedlab init features.h5 --truth accuracy.csv --metrics logme,gbc --out plans/first.yaml
        pedlab init 'feats/{model}.h5' --features '/{dataset}/feats' --labels '/{dataset}/y' --yes
      """)

  @OptionGroup var store: StoreOption

  @Option(name: .customLong("out"), help: "The plan to write.", completion: .file())
  var output = "plan.yaml"

  @Option(help: "The name of the experiment (default: the store's).")
  var experiment: String?

  @Option(help: "Metrics, separated by commas (default: quick ones that apply).")
  var metrics: NameList?

  @Option(
    help: "Accuracies, CSV (model,dataset,accuracy); default: the store's own.",
    completion: .file(extensions: ["csv"]))
  var truth: String?

  @Flag(inversion: .prefixedNo, help: "Sweep PED, or leave it out (default: if there are classes).")
  var ped: Bool?

  @Flag(help: "Ask nothing.")
  var yes = false

  @Flag(help: "Replace a plan that is there.")
  var force = false

  func run() throws {
    let files = FileManager.default
    if !force, files.fileExists(atPath: output) {
      throw InitError("\(output) is there already; --force replaces it, --out names another.")
    }
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: store.store, isDirectory: &isFolder), isFolder.boolValue {
      throw InitError(
        "\(store.store) is a folder. Make a store of it first: "
          + "pedlab store import npy \(store.store) --out store.h5")
    }
    let opened = try FeatureStore(store.location, store.options)
    try check(opened)
    let draft = try draft(StoreContents(opened))
    let folder = URL(fileURLWithPath: output).deletingLastPathComponent().path
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // What was typed is read before it is kept.
    let plan = try Plan.parse(draft.text, path: output, overrides: [])
    let settings = try SettingGrid(plan).settings.count
    try TextFile.write(draft.text, to: output)
    try Output.print("\(output): \(counted(settings, "setting"))")
    Messages.say("next: pedlab run \(output) --dry-run")
  }

  /// - Throws: an exit code if the store has errors, which were said.
  private func check(_ opened: FeatureStore) throws {
    let accuracies = try truth.map { try FeatureStore.groundTruth(csv: $0) }
    let report = opened.report(truth: accuracies, logitsAre: store.reading.logitsAre)
    for line in report.overview { Messages.say(line) }
    let errors = report.findings.filter { $0.severity == .error }
    for group in FindingGroup.grouping(errors) {
      Messages.say("error: \(group.placesText): \(group.message)")
    }
    guard errors.isEmpty else {
      Messages.say("No plan was written. `pedlab store check \(store.store)` says all there is.")
      throw ExitStatus.unreadableInput
    }
    let warnings = report.findings.filter { $0.severity == .warning }.count
    if warnings > 0 {
      Messages.say(
        "note: \(counted(warnings, "warning")); `pedlab store check \(store.store)` says which.")
    }
  }

  private func draft(_ contents: StoreContents) throws -> PlanDraft {
    let ask = Question(isAsked: !yes)
    let name = experiment ?? ask("Name of the experiment", suggestion: usualName)
    var draft = PlanDraft(
      experiment: name, store: try storeValue(), contents: contents)
    (draft.models, draft.datasets) = (store.models?.names, store.datasets?.names)
    draft.reading = store.reading.overrides.map {
      $0.replacingOccurrences(of: "=", with: ": ", range: $0.range(of: "="))
    }
    let suggested = contents.metrics.joined(separator: ", ")
    draft.metrics =
      metrics?.names
      ?? ask("Metrics (pedlab metrics lists all)", suggestion: suggested)
      .split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    if let ped {
      draft.sweepsPED = ped
    } else if draft.sweepsPED {
      let answer = ask("Sweep PED too, yes or no", suggestion: "yes").lowercased()
      draft.sweepsPED = answer.hasPrefix("y")
    }
    let accuracies = truth ?? (contents.hasTruth ? "" : ask("File of accuracies", suggestion: ""))
    draft.truth = accuracies.isEmpty ? nil : PlanText.quoted(path(accuracies))
    return draft
  }

  private var usualName: String {
    let stem = URL(fileURLWithPath: store.store).deletingPathExtension().lastPathComponent
    let plain = stem.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    return plain.isEmpty || store.features != nil ? "first" : plain
  }

  /// As the plan says it: relative where the plan lies in the working folder.
  private func path(_ text: String) -> String {
    let isHere = !output.contains("/")
    return isHere || text.hasPrefix("/")
      ? text : FileManager.default.currentDirectoryPath + "/" + text
  }

  private func storeValue() throws -> String {
    guard store.features != nil else { return PlanText.quoted(path(store.store)) }
    let value = store.planOverrides[0].dropFirst("store=".count)
    return String(value)
  }
}

/// A plan that cannot be begun.
struct InitError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
