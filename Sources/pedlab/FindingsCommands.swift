import ArgumentParser

/// table, report, export, correlate.
let findingsCommands: [any ParsableCommand.Type] = [CorrelateCommand.self, ReportCommand.self, ExportCommand.self]
