import ArgumentParser

/// `pedlab truth import`.
struct TruthImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take accuracies over from an experiment tracker, as a CSV that plans read.",
    subcommands: [TruthImportMLflowCommand.self, TruthImportWandbCommand.self])
}
