import FeatureStore
import Foundation
import Ledger
import LinearAlgebra

extension Provenance {
  /// Where the numbers of a sweep that starts now come from.
  ///
  /// - Parameter externalFiles: those that were read though they lie elsewhere than the store.
  package static func current(
    plan: Plan, version: String, commandLine: [String], externalFiles: [String] = []
  ) -> Provenance {
    Provenance(
      planText: plan.text, resolvedPlan: plan.resolvedText,
      planPath: plan.path, overrides: plan.overrides,
      commandLine: commandLine, codeVersion: version,
      libraries: [
        "blas": BLASLibrary.configuration, "blas_core": BLASLibrary.coreType,
        "hdf5": HDF5Version.text, "sqlite": LedgerStore.sqliteVersion,
        "system": ProcessInfo.processInfo.operatingSystemVersionString,
      ],
      host: ProcessInfo.processInfo.hostName,
      user: ProcessInfo.processInfo.environment["USER"] ?? NSUserName(),
      workingFolder: FileManager.default.currentDirectoryPath,
      externalFiles: externalFiles.isEmpty ? nil : externalFiles)
  }
}

/// The program's version with the commit that it was built from, where that can be told.
package enum CodeVersion {
  /// `version`, followed by the commit of the package's checkout that the binary lies in, and
  /// "-dirty" if the checkout has changes.
  package static func describe(_ version: String) -> String {
    // Not argument 0: a name that the shell found in PATH says nothing about where the file lies.
    let executable = Bundle.main.executablePath ?? CommandLine.arguments[0]
    var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let manifest = folder.appendingPathComponent("Package.swift").path
      guard let text = try? String(contentsOfFile: manifest, encoding: .utf8),
        text.contains("name: \"pedlab\"")
      else { continue }
      guard let commit = git(["describe", "--always", "--dirty", "--abbrev=12"], in: folder) else {
        break
      }
      return "\(version) (\(commit))"
    }
    return version
  }

  private static func git(_ arguments: [String], in folder: URL) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder.path] + arguments
    // In hooks git sets variables that would make it answer for another repository.
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(data: data, encoding: .utf8)?.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
