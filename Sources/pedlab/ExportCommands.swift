import ArgumentParser
import Findings
import Foundation
import Ledger

/// What the commands that read one experiment share.
struct ExperimentArguments: ParsableArguments {
  @Argument(help: "The name of the experiment.")
  var experiment: String

  @OptionGroup var ledger: LedgerOption

  /// The experiment; where it cannot be had, the sentence on stderr and the exit code.
  func record(needing need: ExperimentRecord.Need = .finishedRuns) throws -> ExperimentRecord {
    try Self.reporting {
      try ExperimentRecord(
        experiment, in: LedgerStore(path: ledger.path, mode: .readOnly), needing: need)
    }
  }

  /// Turns the errors of ledger and exports into a sentence and exit code 3.
  static func reporting<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as ExportError {
      throw failure("\(error)")
    } catch let error as LedgerError {
      throw failure("\(error)")
    }
  }

  static func failure(_ sentence: String) -> ExitCode {
    FileHandle.standardError.write(Data("pedlab: \(sentence)\n".utf8))
    return ExitStatus.unreadableInput
  }

  static func say(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write an experiment as CSV, Markdown, one HTML page and SVG figures.")

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The folder of the report (default: Results/EXPERIMENT).")
  var out: String?

  @Flag(help: "Also make PNG files of the figures, with rsvg-convert.")
  var png = false

  @Flag(help: "Without traces.csv, which is large after large sweeps (pedlab export csv has it).")
  var withoutTraces = false

  func run() throws {
    let record = try source.record()
    let folder = out ?? "Results/\(source.experiment)"
    let files = try ExperimentArguments.reporting {
      try Report(record).write(to: folder, withTraces: !withoutTraces)
    }
    if png { try convert(files.filter { $0.hasSuffix(".svg") }, in: folder) }
    print(folder + "/report.md")
    print(folder + "/report.html")
  }

  /// The figures twice as large as they are drawn, beside the SVG files.
  private func convert(_ figures: [String], in folder: String) throws {
    for figure in figures {
      let path = folder + "/" + figure
      try ExperimentArguments.reporting {
        try ExternalTool.rsvgConvert.run(
          ["--zoom", "2", path, "--output", String(path.dropLast(4)) + ".png"])
      }
    }
  }
}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write an experiment in the formats of other tools.",
    subcommands: [
      ExportCSV.self, ExportJSON.self, ExportParquet.self, ExportNotebook.self,
      ExportMLflow.self, ExportOptuna.self,
    ])
}

struct ExportCSV: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv", abstract: "correlations.csv, scores.csv and traces.csv in a folder.")

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The folder.")
  var out: String

  func run() throws {
    let record = try source.record(needing: .scores)
    try ExperimentArguments.reporting { try CSVExport(record).write(to: out) }
    for name in CSVExport.fileNames { print(out + "/" + name) }
  }
}

struct ExportJSON: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "json", abstract: "Runs, scores and traces in one JSON file.")

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The file.")
  var out: String

  func run() throws {
    let record = try source.record()
    try ExperimentArguments.reporting { try JSONExport(record).write(to: out) }
    print(out)
  }
}

struct ExportNotebook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook", abstract: "A Jupyter notebook with outputs, and the data it reads.")

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The notebook (default: Notebooks-export/EXPERIMENT.ipynb).")
  var out: String?

  func run() throws {
    let record = try source.record()
    let path = out ?? "Notebooks-export/\(source.experiment).ipynb"
    try ExperimentArguments.reporting { try NotebookExport(record).write(to: path) }
    print(path)
  }
}

struct ExportParquet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parquet",
    abstract: "The three tables of 'export csv' as Parquet, by DuckDB's command line.")

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The folder.")
  var out: String

  func run() throws {
    let record = try source.record()
    try ExperimentArguments.reporting { try ParquetExport(record).write(to: out) }
    for name in ParquetExport.fileNames { print(out + "/" + name) }
  }
}

struct ExportMLflow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mlflow", abstract: "For MLflow: an SQLite file, or a tracking server.",
    discussion: """
      With --out, a file: mlflow ui --backend-store-uri sqlite:///FILE (it migrates the file once).

      With --server, the runs are sent to a tracking server. Runs that it has already are not sent \
      again, so an export can be repeated. MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and \
      MLFLOW_TRACKING_PASSWORD, are used where they are set.

      EXAMPLES
        pedlab export mlflow demo --out demo.db
        pedlab export mlflow demo --server http://localhost:5000
      """)

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The file.")
  var out: String?

  @Option(help: "The address of a tracking server.")
  var server: String?

  @Flag(help: "Replace the file if it exists.")
  var force = false

  func validate() throws {
    guard (out == nil) != (server == nil) else {
      throw ValidationError("give --out FILE or --server URL, one of them.")
    }
  }

  func run() async throws {
    let record = try source.record()
    if let out {
      try ExperimentArguments.reporting { try MLflowFile(record).write(to: out, replace: force) }
      print(out)
    } else if let server {
      try await send(record, to: server)
    }
  }

  private func send(_ record: ExperimentRecord, to server: String) async throws {
    let bar = ProgressBar(unit: "runs")
    do {
      let sender = try MLflowServer(
        record, url: server, environment: ProcessInfo.processInfo.environment)
      let summary = try await sender.send { bar.update(done: $0, total: $1) }
      bar.clear()
      ExperimentArguments.say("\(summary.sent) runs sent, \(summary.present) were there.")
    } catch let error as ExportError {
      bar.clear()
      throw ExperimentArguments.failure("\(error)")
    }
    print(server)
  }
}

struct ExportOptuna: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optuna", abstract: "An SQLite file that Optuna and optuna-dashboard open.")

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The file.")
  var out: String

  @Flag(help: "Replace the file if it exists.")
  var force = false

  func run() throws {
    let record = try source.record()
    try ExperimentArguments.reporting { try OptunaFile(record).write(to: out, replace: force) }
    print(out)
  }
}
