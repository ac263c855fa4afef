import ArgumentParser

/// runs, show, status, compare, tag, note, delete, restore, gc, merge, backup, doctor.
let ledgerCommands: [any ParsableCommand.Type] = []
