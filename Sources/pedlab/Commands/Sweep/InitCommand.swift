import ArgumentParser
import FeatureStore
import Findings
import Foundation
import Published
import Sweep
import Tabular
import Wording

/// `pedlab init STORE`
struct InitCommand: ParsableCommand, ReadsStores {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Check a store and write a plan for it, with what applies and why.",
    discussion: """
      On a terminal it asks for what the options leave open; elsewhere, or with --yes, it takes \
      what it would have suggested. A store with errors gets no plan, nor does one whose models have \
      none of the accuracies.

      EXAMPLES
        pedlab init features.h5
        pedlab init features.h5 --truth accuracy.csv --metrics logme,gbc --yes
        pedlab init '{model}.h5' --features '/{dataset}/x' --labels '/{dataset}/y'
      """)

  @OptionGroup var store: StoreOption

  @Option(name: .customLong("out"), help: "The plan to write.", completion: .file())
  var output = "plan.yaml"

  @Option(help: "The name of the experiment (default: the store's).")
  var experiment: String?

  @Option(
    name: [.customLong("metrics"), .customLong("metric")],
    help: "Metrics, separated by commas (default: quick ones that apply).")
  var metrics: NameList?

  @Option(
    help:
      "Accuracies: a CSV (model,dataset,accuracy), or built-in ones (default: the store's own).",
    completion: .file(extensions: ["csv"]))
  var truth: String?

  @Flag(inversion: .prefixedNo, help: "Sweep PED, or leave it out (default: if there are classes).")
  var ped: Bool?

  @Flag(help: "Ask nothing; take what would have been suggested.")
  var yes = false

  @Flag(help: "Replace an existing plan.")
  var force = false

  func run() throws {
    let files = FileManager.default
    if !force, files.fileExists(atPath: output) {
      throw InitError("\(output) exists; --force replaces it, --out names another.")
    }
    if NumPyFolder.isFolder(store.store) {
      try NumPyImport.check(folder: store.store)
      let command = NumPyFolder.importCommand(
        store.store, models: store.models?.names, datasets: store.datasets?.names)
      throw InitError("\(store.store) is a folder. Make a store of it first: `\(command)`")
    }
    let draft = try OptionWords.naming {
      let opened = try store.opened()
      try check(opened)
      return try self.draft(StoreContents(opened))
    }
    // What was typed is read before it is kept.
    let plan = try Plan.parse(draft.text, path: output, overrides: [])
    try OptionWords.naming { try SweepInputs.checkTruthMatches(plan) }
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let settings = try SettingGrid(plan).settings.count
    try TextFile.write(draft.text, to: output)
    try Output.print(
      "\(output): experiment \(draft.experiment), \(counted(settings, "setting"))")
    Messages.say("next: `\(ShellText.line(["pedlab", "run", output, "--dry-run"]))`")
  }

  /// - Throws: an exit code if the store has errors, which were said.
  private func check(_ opened: FeatureStore) throws {
    let accuracies = try truth.map { try GroundTruth.named($0) }
    let report = opened.report(truth: accuracies, logitsAre: store.reading.logitsAre)
    for line in report.overview { Messages.say(line) }
    let errors = report.findings.filter { $0.severity == .error }
    for group in FindingGroup.grouping(errors) {
      Messages.say(OptionWords.text("error: \(group.sentence)"))
    }
    let checking = ShellText.line(
      ["pedlab", "store", "check"] + store.words + (truth.map { ["--truth", $0] } ?? []))
    guard errors.isEmpty else {
      Messages.say("No plan was written. `\(checking)` lists everything.")
      throw ExitStatus.unreadableInput
    }
    let warnings = FindingGroup.grouping(report.findings.filter { $0.severity == .warning }).count
    if warnings > 0 {
      Messages.say(
        "note: \(counted(warnings, "warning")); `\(checking)` lists \(warnings == 1 ? "it" : "them")."
      )
    }
  }

  private func draft(_ contents: StoreContents) throws -> PlanDraft {
    let ask = Question(isAsked: !yes)
    let name = experiment ?? ask("Name of the experiment", suggestion: usualName)
    var draft = PlanDraft(
      experiment: name, store: store.planValue(path), contents: contents)
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
    let isBuiltIn = BuiltInGroundTruth(rawValue: accuracies) != nil
    draft.truth =
      accuracies.isEmpty ? nil : PlanText.quoted(isBuiltIn ? accuracies : path(accuracies))
    return draft
  }

  /// The store's name without its ending; of templates the folder before the first name in braces,
  /// which may be the working folder.
  private var usualName: String {
    let fixed = store.store.prefix { !"{*".contains($0) }
    let isTemplate = fixed.count < store.store.count
    let place =
      isTemplate ? String(fixed[..<(fixed.lastIndex(of: "/") ?? fixed.startIndex)]) : store.store
    let whole = URL(fileURLWithPath: place)
    let stem = (isTemplate ? whole : whole.deletingPathExtension()).lastPathComponent
    let plain = stem.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
      .drop { "-.".contains($0) }
    return plain.isEmpty ? "first" : String(plain)
  }

  private var folder: String { URL(fileURLWithPath: output).deletingLastPathComponent().path }

  /// As the plan says it.
  private func path(_ text: String) -> String { RelativePath.of(text, from: folder) }
}

/// A plan that cannot be begun.
struct InitError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
