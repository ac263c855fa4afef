import ArgumentParser
import FeatureStore
import Foundation
import Sweep
import Transferability

extension PoolingKind: ExpressibleByArgument {}
extension LabelKind: ExpressibleByArgument {}
extension SourceOutputs.Kind: ExpressibleByArgument {}

/// How files are to be read where they leave it open: the same as the keys of a plan.
struct ReadingOption: ParsableArguments {
  @Option(help: "How [N, T, D] and [N, C, h, w] become one vector per sample: mean, max or first.")
  var pool: PoolingKind?

  @Flag(help: "Features are stored D x N, as MATLAB does.")
  var transpose = false

  @Option(help: "How labels are interpreted: auto, classes or targets.")
  var labelsAre = LabelKind.auto

  @Option(help: "Labels that mark rows without one, separated by commas: --ignore-labels=-1,255.")
  var ignoreLabels: NameList?

  @Option(help: "What source-head outputs are: logits, probabilities or log_probabilities.")
  var logitsAre: SourceOutputs.Kind?

  @Flag(help: "Links may lead to files that lie neither beside the store nor below its folder.")
  var allowExternal = false

  private var ignored: [String] { ignoreLabels?.names ?? [] }

  /// - Parameters:
  ///   - models: names that settle how ambiguous file names are read; nil for none.
  func options(models: [String]? = nil, datasets: [String]? = nil) -> ReadingOptions {
    ReadingOptions(
      pooling: pool, transposes: transpose, labelsAre: labelsAre,
      ignoredLabels: ignored.map(IgnoredLabel.init),
      externalFiles: ExternalFiles(allowsAny: allowExternal), models: models, datasets: datasets)
  }

  /// The same as overrides of a plan.
  var overrides: [String] {
    var overrides: [String] = []
    if let pool { overrides.append("pool=\(pool.rawValue)") }
    if transpose { overrides.append("transpose=true") }
    if labelsAre != .auto { overrides.append("labels_are=\(labelsAre.rawValue)") }
    if !ignored.isEmpty { overrides.append("ignore_labels=\(PlanText.list(ignored))") }
    if let logitsAre { overrides.append("logits_are=\(logitsAre.rawValue)") }
    if allowExternal { overrides.append("allow_external=true") }
    return overrides
  }

  /// The same options for another command.
  var words: [String] {
    var words = pool.map { ["--pool", $0.rawValue] } ?? []
    if transpose { words.append("--transpose") }
    if labelsAre != .auto { words += ["--labels-are", labelsAre.rawValue] }
    // A number below zero would be taken for an option.
    if !ignored.isEmpty { words.append("--ignore-labels=\(ignored.joined(separator: ","))") }
    if let logitsAre { words += ["--logits-are", logitsAre.rawValue] }
    if allowExternal { words.append("--allow-external") }
    return words
  }
}
