import ArgumentParser

/// run, score.
let sweepCommands: [any ParsableCommand.Type] = [RunCommand.self, ScoreCommand.self]
