import ArgumentParser

/// runs, show, status, compare, reproduce, tag, note, delete, restore, gc, merge, backup, doctor.
let ledgerCommands: [any ParsableCommand.Type] = [
  RunsCommand.self, ShowCommand.self, StatusCommand.self, CompareCommand.self,
  ReproduceCommand.self, TagCommand.self, NoteCommand.self, DeleteCommand.self, RestoreCommand.self,
  CollectCommand.self,
  MergeCommand.self, BackupCommand.self, DoctorCommand.self,
]
