import ArgumentParser

/// benchmark.
let benchmarkCommands: [any ParsableCommand.Type] = []
