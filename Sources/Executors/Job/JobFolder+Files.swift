import Foundation
import Ledger

extension JobFolder {
  /// Writes all that tasks read. The record comes last: a folder without it is no job.
  package func write(
    _ record: JobRecord, plan: String, settings: [RunSpecification], tasks: [TaskWork]
  ) throws {
    do {
      for folder in ["tasks", "ledgers", "progress", "logs"] {
        try FileManager.default.createDirectory(
          atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
      }
    } catch {
      throw ExecutorError("the job folder \(path) cannot be made: \(error.localizedDescription)")
    }
    try write(text: plan, to: "plan.yaml")
    try write(settings, to: "settings.json")
    for (number, task) in tasks.enumerated() {
      try write(task, to: "tasks/\(Self.padded(number)).json")
    }
    try write(record, to: "job.json")
  }

  /// - Throws: ``ExecutorError`` that names the file.
  package func read<Value: Decodable>(_ name: String) throws -> Value {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
      return try JSONDecoder().decode(Value.self, from: data)
    } catch {
      throw ExecutorError("\(path)/\(name) cannot be read: \(Self.reason(error))")
    }
  }

  /// Writes a document, whole or not at all.
  package func write(_ value: some Encodable, to name: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try write(Data(try encoder.encode(value)), to: name)
  }

  /// Writes a text, whole or not at all.
  package func write(text: String, to name: String) throws {
    try write(Data(text.utf8), to: name)
  }

  /// Under its name only when it is whole.
  private func write(_ data: Data, to name: String) throws {
    do {
      try data.write(to: URL(fileURLWithPath: "\(path)/\(name)"), options: .atomic)
    } catch {
      throw ExecutorError("\(path)/\(name) cannot be written: \(error.localizedDescription)")
    }
  }

  /// Whether the folder has a file of this name.
  package func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(name)")
  }

  private static func reason(_ error: any Error) -> String {
    if let error = error as? ExecutorError { return error.description }
    return error is DecodingError ? "it is not what pedlab writes" : error.localizedDescription
  }
}
