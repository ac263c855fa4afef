/// What the name of a column beside the accuracies says of it.
enum ColumnKind {
  /// Numbers repetitions of one and the same fine-tuning.
  case repetition
  /// What fine-tuning was done with, or what was measured.
  case setting
  /// Which row it is, or when it was written.
  case identity
  case unknown

  private static let repetitions: Set<String> = [
    "seed", "seeds", "seedid", "randomseed", "randomstate", "rngseed", "run", "runid", "runindex",
    "trial", "repeat", "repetition", "replicate", "replica", "replication", "rep", "fold", "cvfold",
    "restart",
  ]
  private static let settings: Set<String> = [
    "lr", "learningrate", "baselr", "epoch", "epochs", "step", "steps", "iteration", "iterations",
    "shot", "shots", "nshot", "nshots", "kshot", "numshots", "split", "subset", "partition",
    "method",
    "approach", "strategy", "protocol", "regime", "mode", "setting", "settings", "config",
    "configuration", "optimizer", "optimiser", "optim", "wd", "weightdecay", "batchsize", "bs",
    "resolution", "imagesize", "inputsize", "augmentation", "aug", "dropout", "head", "tuning",
    "finetuning", "finetune", "transfer", "metric", "measure", "topk", "k", "version", "checkpoint",
    "ckpt", "samples", "samplesperclass", "trainsize", "fraction", "momentum", "scheduler",
    "schedule",
    "warmup", "backbone", "pretraining", "pretrained", "layer", "layers", "budget",
  ]
  private static let identities: Set<String> = [
    "id", "uuid", "index", "row", "name", "date", "time", "datetime", "timestamp", "created",
    "createdat", "updatedat", "finishedat",
  ]

  /// Settings that make accuracies no longer comparable, as a learning rate does not, which each model has
  /// of its own.
  private static let protocols: Set<String> = [
    "split", "subset", "partition", "metric", "measure", "topk", "k", "method", "approach",
    "strategy", "protocol", "regime", "shot", "shots", "nshot", "nshots", "kshot", "numshots",
    "tuning", "finetuning", "transfer", "trainsize", "fraction", "samplesperclass", "budget",
  ]

  /// Whether a column tells how accuracies came about, which are compared only if it is one way.
  static func isProtocol(_ name: String) -> Bool { protocols.contains(plain(name)) }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// - Parameter name: `Learning Rate`, `learning_rate` and `learningRate` are one.
  init(_ name: String) {
    let plain = Self.plain(name)
    if Self.repetitions.contains(plain) {
      self = .repetition
    } else if Self.settings.contains(plain) {
      self = .setting
    } else {
      self = Self.identities.contains(plain) ? .identity : .unknown
    }
  }
}
