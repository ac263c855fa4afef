import Transferability

/// A key of a plan: what it takes, and what it means. The reader, the messages and the documentation
/// use this one table.
package struct PlanKey: Sendable {
  /// With dots: "store.files".
  package let name: String
  /// "text", "list of text", "true or false", ...
  package let type: String
  /// What is taken where the key is missing; "required" where it may not be.
  package let standard: String
  /// The values that are allowed, in words.
  package let allowed: String
  /// A line of a plan with this key.
  package let example: String
  /// A sentence.
  package let meaning: String

  init(
    _ name: String, _ type: String, default standard: String, allowed: String = "any",
    example: String, _ meaning: String
  ) {
    self.name = name
    self.type = type
    self.standard = standard
    self.allowed = allowed
    self.example = example
    self.meaning = meaning
  }

  /// The keys of a mapping: those of the plan itself for "".
  static func names(below mapping: String) -> [String] {
    let prefix = mapping.isEmpty ? "" : mapping + "."
    return all.map(\.name).filter { $0.hasPrefix(prefix) && $0 != mapping }
      .map { $0.dropFirst(prefix.count) }.filter { !$0.contains(".") }.map(String.init)
  }
}

extension PlanKey {
  /// Every key, in the order of the documentation.
  package static let all: [PlanKey] =
    general + storeKeys + reading + truthKeys + ped + sweep + executorKeys

  private static let general = [
    PlanKey(
      "experiment", "text", default: "required",
      allowed: "letters, digits, \"-\", \"_\" and \".\"", example: "experiment: step-size",
      "The name under which runs are found again."),
    PlanKey(
      "description", "text", default: "none", example: "description: which step size to take",
      "A remark that reports show."),
    PlanKey(
      "models", "list of text, or all", default: "all", example: "models: [resnet50, timm/vit_b]",
      "The models to score. The list also settles how ambiguous file names are read."),
    PlanKey(
      "datasets", "list of text, or all", default: "all", example: "datasets: [pets, dtd]",
      "The datasets to score on. The list also settles how ambiguous file names are read."),
    PlanKey(
      "names", "mapping of names", default: "none", example: "names: {vit_b: \"ViT-B/16\"}",
      "Maps names of the store to those of the accuracies, and to what tables show."),
    PlanKey(
      "missing", "word", default: "error", allowed: "error, skip", example: "missing: skip",
      "What to do if something looks like a model, a dataset or a file of features and cannot be"
        + " used, or a model lacks a dataset: stop, or name it and continue without it."),
    PlanKey(
      "on_failure", "word", default: "fail", allowed: "fail, leave_out",
      example: "on_failure: leave_out",
      "What becomes of a run in which a model cannot be scored: it fails, or its correlations are"
        + " over the models that were scored. The other models are scored in either case."),
  ]

  private static let storeKeys = [
    PlanKey(
      "store", "path, or mapping of path templates", default: "required",
      example: "store: ../data/hub.h5",
      "The HDF5 file of the features, relative to the plan; or templates of other people's files."),
    PlanKey(
      "store.files", "path template", default: "required with templates",
      example: "files: \"feats/{model}.h5\"",
      "The files. {model} may span folders; {dataset}, * and ** are allowed."),
    PlanKey(
      "store.features", "path inside a file", default: "required with templates",
      example: "features: \"/{dataset}/feats\"", "Where the features lie."),
    PlanKey(
      "store.labels", "path inside a file, or FILE.h5:/PATH", default: "required with templates",
      example: "labels: \"labels/{dataset}.h5:/y\"",
      "Where the labels lie: in the file of the features, for its own rows, or in a file of their"
        + " own."),
    PlanKey(
      "store.reference", "path inside a file, or FILE.h5:/PATH", default: "none",
      example: "reference: \"out/{model}__imagenet.h5:/features\"",
      "The features on the source data, for PED's rescaling."),
    PlanKey(
      "store.reference_mean", "path inside a file, or FILE.h5:/PATH", default: "none",
      example: "reference_mean: \"/reference_mean\"",
      "The mean of the features on the source data [D], instead of the features."),
    PlanKey(
      "store.reference_std", "path inside a file, or FILE.h5:/PATH", default: "none",
      example: "reference_std: \"/reference_std\"",
      "Their standard deviation [D], which goes with the mean."),
    PlanKey(
      "store.logits", "path inside a file, or FILE.h5:/PATH", default: "none",
      example: "logits: \"/{dataset}/logits\"",
      "The outputs of the source head [N, K], which LEEP, NCE and Energy read."),
    PlanKey(
      "store.reference_labels", "path inside a file, or FILE.h5:/PATH", default: "none",
      example: "reference_labels: \"out/imagenet.h5:/labels\"",
      "The labels of the reference's rows, which OTCE reads with them."),
    PlanKey(
      "store.random_features", "path inside a file, or FILE.h5:/PATH", default: "none",
      example: "random_features: \"/{dataset}/untrained\"",
      "The features of the same rows by the architecture before training [N, D'], which KITE reads."
    ),
    PlanKey(
      "store.images", "path inside a file, or FILE.h5:/PATH", default: "none",
      example: "images: \"/{dataset}/image\"",
      "Which image each row is a point of [N], numbers or text, which CC-FV reads."),
  ]

  private static let reading = [
    PlanKey(
      "pool", "word", default: "none", allowed: "mean, max, first", example: "pool: mean",
      "How features [N, T, D] and [N, C, h, w] become one vector per sample; without it they are"
        + " refused."),
    PlanKey(
      "transpose", "flag", default: "false", allowed: "true, false", example: "transpose: true",
      "Features (and references and logits) are stored D x N, as MATLAB does."),
    PlanKey(
      "labels_are", "word", default: "auto", allowed: "auto, classes, targets",
      example: "labels_are: targets",
      "What labels are taken for. auto takes integers, whole floats, truth values, text and one-hot"
        + " rows as classes, other numbers as targets, and refuses negative integers."),
    PlanKey(
      "ignore_labels", "list of labels", default: "none", example: "ignore_labels: [-1, 255]",
      "Labels that mark rows without one. These rows are left out; nan stands for NaN."),
    PlanKey(
      "logits_are", "word", default: "by the values",
      allowed: "logits, probabilities, log_probabilities", example: "logits_are: probabilities",
      "What the outputs of the source head are. By the values: probabilities if all rows lie in"
        + " [0, 1] and sum to 1."),
    PlanKey(
      "allow_external", "flag", default: "false", allowed: "true, false",
      example: "allow_external: true",
      "Links and virtual datasets may lead to files that lie neither beside the store nor below its"
        + " folder."),
  ]

  private static let truthKeys = [
    PlanKey(
      "ground_truth", "path", default: "the store's own", example: "ground_truth: accuracy.csv",
      "The accuracies that fine-tuning reached, tidy (model,dataset,accuracy) or wide CSV."),
    PlanKey(
      "truth", "word, or mapping", default: "complete", allowed: "complete, partial",
      example: "truth: partial",
      "Whether every model and dataset must have an accuracy, and every accuracy a model and a"
        + " dataset."),
    PlanKey(
      "truth.file", "path", default: "ground_truth, or the store's own", example: "file: rmse.csv",
      "The same as ground_truth."),
    PlanKey(
      "truth.better", "word", default: "higher", allowed: "higher, lower", example: "better: lower",
      "lower for errors: the smallest is the best."),
    PlanKey(
      "truth.unit", "word", default: "by the values", allowed: "percent, fraction, other",
      example: "unit: percent", "What the numbers count."),
    PlanKey(
      "truth.repetitions", "list of text",
      default: "seed, run, trial, repetition, fold and the like",
      example: "repetitions: [worker]",
      "Columns of the accuracies that tell repetitions of one fine-tuning apart, whose mean is taken."
    ),
    PlanKey(
      "truth.match", "word", default: "complete", allowed: "complete, partial",
      example: "match: partial", "As truth without a mapping."),
  ]

  private static let ped =
    [
      PlanKey(
        "ped", "mapping of PED's parameters", default: "the official settings",
        example: "ped: {step_size: [0.05, 0.1], iterations: [2, 6]}",
        "What to sweep. Each parameter takes a value, a list, or (numbers) {linspace: [from, to,"
          + " count]}, {logspace: [from, to, count]}, {uniform: [from, to]}, {loguniform: [from, to]}."
      )
    ]
    + PEDParameter.all.map { parameter in
      PlanKey(
        "ped.\(parameter.name)", axisType(parameter.kind),
        default: "\(parameter.official)", allowed: parameter.kind.allowed,
        example: "\(parameter.name): \(parameter.official)",
        capitalised(parameter.description.summary) + ".")
    }

  private static let sweep = [
    PlanKey(
      "metrics", "list of text", default: "required", allowed: "see pedlab metrics",
      example: "metrics: [logme, sfda]", "The metrics to score by."),
    PlanKey(
      "metric_options", "mapping of metric to mapping of options", default: "none",
      allowed: "see pedlab metrics show METRIC",
      example: "metric_options: {nleep: {seed: [0, 1, 2]}}",
      "Options of metrics, each a value or a list. Seeds are repetitions."),
    PlanKey(
      "motion", "list of words", default: "[none, ped]", allowed: "none, ped",
      example: "motion: [ped]", "The metric alone (none), and after PED has moved the classes."),
    PlanKey(
      "samples_per_class", "list of whole numbers, or all", default: "all",
      allowed: "from 2, or all", example: "samples_per_class: [10, 50, 100, all]",
      "Scores from so many rows of each class: nested samples, the same rows for every model, from one"
        + " read of the features. Of a class with fewer rows, all are taken."),
    PlanKey(
      "seed", "list of whole numbers", default: "0", allowed: "from 0", example: "seed: [0, 1, 2]",
      "The seeds that samples_per_class draws its rows by. Seeds are repetitions."),
    PlanKey(
      "sampling", "word, or mapping", default: "grid", allowed: "grid, or a mapping",
      example: "sampling: {sobol: 256, seed: 1}",
      "How settings are drawn from the lists and ranges of ped."),
    PlanKey(
      "sampling.random", "whole number", default: "none", allowed: "1 to 1000000",
      example: "random: 200", "So many points at random."),
    PlanKey(
      "sampling.sobol", "whole number", default: "none", allowed: "1 to 1000000",
      example: "sobol: 256", "So many points of a shifted Sobol sequence."),
    PlanKey(
      "sampling.seed", "whole number", default: "1", example: "seed: 1",
      "The seed of random points, or of the shift."),
    PlanKey(
      "exclude", "list of conditions", default: "none",
      example: "exclude: [\"step_size > 0.5 and iterations > 4\"]",
      "Settings of PED that are left out."),
  ]

  private static func axisType(_ kind: OptionKind) -> String {
    if case .number = kind { "value, list or range" } else { "value or list" }
  }

  /// With a capital, unless the first word is a symbol ("k").
  private static func capitalised(_ text: String) -> String {
    guard text.dropFirst().first?.isLetter == true else { return text }
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}
