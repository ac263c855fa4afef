import Foundation

/// The jobs whose results go to a ledger: folders, or links to folders, in `jobs` beside it.
package struct JobRegistry: Sendable {
  /// The folder of the jobs.
  package let path: String

  /// - Parameter ledger: its path.
  package init(ledger: String) {
    let folder = URL(fileURLWithPath: ledger).standardizedFileURL.deletingLastPathComponent()
    path = folder.appendingPathComponent("jobs").path
  }

  /// The jobs of an experiment, or of all, oldest first.
  package func jobs(of experiment: String? = nil) -> [JobFolder] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { JobFolder.isJob("\(path)/\($0)") }
      .sorted { (Self.number($0), $0) < (Self.number($1), $1) }
      .map { JobFolder(path: "\(path)/\($0)") }
      .filter { job in experiment == nil || (try? job.record())?.experiment == experiment }
  }

  /// Makes the folder of a new job.
  ///
  /// - Parameter place: where; nil: here. A folder elsewhere gets a link here.
  package func makeFolder(experiment: String, in place: String?) throws -> JobFolder {
    let manager = FileManager.default
    let place = place.map { URL(fileURLWithPath: $0).standardizedFileURL.path } ?? path
    do {
      for folder in [place, path] {
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      var number = 1 + (jobs().map { Self.number($0.name) }.max() ?? 0)
      // Another process may take the same number.
      while manager.fileExists(atPath: "\(place)/\(experiment)-\(number)")
        || manager.fileExists(atPath: "\(path)/\(experiment)-\(number)")
      {
        number += 1
      }
      let folder = "\(place)/\(experiment)-\(number)"
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: false)
      if place != path {
        try manager.createSymbolicLink(
          atPath: "\(path)/\(experiment)-\(number)", withDestinationPath: folder)
      }
      return JobFolder(path: folder)
    } catch {
      throw ExecutorError(
        "no job folder can be made in \(place): \(error.localizedDescription). Name another with "
          + "--job-folder.")
    }
  }

  /// The number at the end of a folder's name.
  private static func number(_ name: String) -> Int {
    name.split(separator: "-").last.flatMap { Int($0) } ?? 0
  }
}
