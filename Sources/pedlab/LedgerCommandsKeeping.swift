import ArgumentParser
import Findings
import Foundation
import Ledger

/// `pedlab tag`.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Tag runs, or take a tag off.")
  @Argument(help: "The tag: one word.") var tag: String
  @Argument(help: "Runs.") var runs: [String]
  @Flag(help: "Take the tag off.") var remove = false
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    guard !tag.isEmpty, !tag.contains(where: \.isWhitespace) else {
      throw ValidationError("\"\(tag)\" is no tag: give one word")
    }
    guard !runs.isEmpty else { throw ValidationError("name the runs to tag") }
  }

  func run() throws {
    try LedgerCommandSupport.reporting {
      let store = try ledger.existing()
      let found = try runs.map(store.run)
      if remove { try store.removeTag(tag, from: found) } else { try store.addTag(tag, to: found) }
    }
  }
}

/// `pedlab note`.
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Write a note to a run; an empty one removes it.")
  @Argument(help: "The run.") var id: String
  @Argument(help: "The note.") var text: String
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try LedgerCommandSupport.reporting {
      let store = try ledger.existing()
      try store.setNote(text.isEmpty ? nil : text, of: store.run(id))
    }
  }
}

/// `pedlab delete`.
struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Hide runs. `restore` takes it back, `gc` makes it final.")
  @Argument(help: "Runs.") var runs: [String]
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try LedgerCommandSupport.reporting {
      let store = try ledger.existing()
      try store.setDeleted(true, runs.map(store.run))
      LedgerCommandSupport.say("\(runs.count) deleted; `pedlab restore` takes it back.")
    }
  }
}

/// `pedlab restore`.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Take back the deletion of runs.")
  @Argument(help: "Runs.") var runs: [String]
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try LedgerCommandSupport.reporting {
      let store = try ledger.existing()
      try store.setDeleted(false, runs.map(store.run))
    }
  }
}

/// `pedlab gc`.
struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc", abstract: "Remove deleted runs for good.")
  @Flag(help: "Do not ask.") var yes = false
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try LedgerCommandSupport.reporting {
      let store = try ledger.existing()
      var query = RunQuery()
      query.includesDeleted = true
      let count = try store.runs(query).count { $0.isDeleted }
      guard count > 0 else { return LedgerCommandSupport.say("No run is deleted.") }
      if !yes {
        LedgerCommandSupport.say("Remove \(count) deleted runs of \(ledger.path) for good? [y/N]")
        guard ["y", "yes"].contains((readLine() ?? "").lowercased()) else {
          return LedgerCommandSupport.say("Nothing was removed.")
        }
      }
      LedgerCommandSupport.say("\(try store.removeDeleted()) runs removed.")
    }
  }
}

/// `pedlab merge`.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Add the finished runs of other ledgers. Conflicting results are reported.")
  @Argument(help: "Other ledgers.") var others: [String]
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try LedgerCommandSupport.reporting {
      let sources = try others.map { try LedgerStore(path: $0, mode: .readOnly) }
      let store = try LedgerStore(path: ledger.path)
      var conflicts = 0
      for source in sources {
        let summary = try store.merge(source)
        conflicts += summary.conflicts.count
        LedgerCommandSupport.say(
          "\(source.path): \(summary.added) added, \(summary.same) there already, "
            + "\(summary.conflicts.count) conflicting"
            + (summary.unfinished > 0 ? ", \(summary.unfinished) without a result left out" : "")
            + (summary.deleted.isEmpty ? "" : ", \(summary.deleted.count) deleted here left so"))
        for run in summary.conflicts {
          LedgerCommandSupport.say(
            "run \(run) has another result in \(source.path); the one in \(ledger.path) is kept")
        }
      }
      if conflicts > 0 { throw ExitStatus.someRunsFailed }
    }
  }
}

/// `pedlab backup`.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the ledger, even while it is in use.")
  @Argument(help: "The file to make.") var destination: String
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try LedgerCommandSupport.reporting {
      try LedgerStore(path: ledger.path, mode: .readOnly).backup(to: destination)
    }
  }
}

/// `pedlab doctor`.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Examine the ledger, and say what to do.")
  @Flag var json = false
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try LedgerCommandSupport.reporting {
      let findings = try store().examine()
      if json {
        print(try LedgerCommandSupport.json(findings))
      } else {
        for finding in findings {
          print("\(finding.grade.rawValue)  \(finding.check): \(finding.text)")
        }
      }
      if findings.contains(where: { $0.grade == .problem }) { throw ExitStatus.unreadableInput }
    }
  }

  /// For writing, which migrates an older ledger; where that is not possible, for reading.
  private func store() throws -> LedgerStore {
    do {
      return try ledger.existing()
    } catch let error as LedgerError where error.kind == .readOnly {
      return try LedgerStore(path: ledger.path, mode: .readOnly)
    }
  }
}

extension LedgerOption {
  /// The ledger for writing, which must be there already.
  func existing() throws -> LedgerStore {
    guard FileManager.default.fileExists(atPath: path) else {
      return try LedgerStore(path: path, mode: .readOnly)
    }
    return try LedgerStore(path: path)
  }
}
