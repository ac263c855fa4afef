import ArgumentParser

/// store inspect|check|import|synthesize, cache.
let storeCommands: [any ParsableCommand.Type] = []
