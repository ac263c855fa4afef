import ArgumentParser

/// runs, show, status, compare, tag, note, delete, restore, gc, merge, backup, doctor.
let ledgerCommands: [any ParsableCommand.Type] = [
  RunsCommand.self, ShowCommand.self, StatusCommand.self, CompareCommand.self, TagCommand.self,
  NoteCommand.self, DeleteCommand.self, RestoreCommand.self, CollectCommand.self,
  MergeCommand.self, BackupCommand.self, DoctorCommand.self,
]
