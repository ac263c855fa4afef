import ArgumentParser

/// correlate, table, statistics, report, export.
let findingsCommands: [any ParsableCommand.Type] = [
  CorrelateCommand.self, TableCommand.self, StatisticsCommand.self, ReportCommand.self,
  ExportCommand.self,
]
