import FeatureStore
import Foundation
import Ledger
import LinearAlgebra

extension Provenance {
  /// Where the numbers of a sweep that starts now come from.
  ///
  /// - Parameters:
  ///   - planCommit: what git says of the folder that holds the plan; nil: it was not asked.
  ///   - externalFiles: those that were read though they lie elsewhere than the store.
  ///   - doubts: what features show that tables must admit.
  package static func current(
    plan: Plan, version: String, commandLine: [String], planCommit: String? = nil,
    externalFiles: [String] = [], doubts: [String] = []
  ) -> Provenance {
    Provenance(
      planText: plan.text, resolvedPlan: plan.resolvedText,
      planPath: plan.path, overrides: plan.overrides,
      commandLine: commandLine, codeVersion: version,
      libraries: [
        "blas": ComputeDevice.configuration, "blas_core": BLASLibrary.coreType,
        "hdf5": HDF5Version.text, "sqlite": LedgerStore.sqliteVersion,
        "system": ProcessInfo.processInfo.operatingSystemVersionString,
      ],
      host: ProcessInfo.processInfo.hostName,
      user: ProcessInfo.processInfo.environment["USER"] ?? NSUserName(),
      workingFolder: FileManager.default.currentDirectoryPath,
      externalFiles: externalFiles.isEmpty ? nil : externalFiles, planCommit: planCommit,
      doubts: doubts.isEmpty ? nil : doubts)
  }
}
