import ArgumentParser

/// metrics.
let metricCommands: [any ParsableCommand.Type] = [MetricsCommand.self]
