/// Where a run's numbers come from (design: traceable).
package struct Provenance: Codable, Sendable, Hashable {
  /// The plan file as written, and as resolved with overrides (YAML).
  package var planText: String
  /// The plan with all values, as it was understood.
  package var resolvedPlan: String
  /// The file of the plan.
  package var planPath: String
  /// KEY=VALUE of `--set`, in their order.
  package var overrides: [String]
  /// The program and its arguments.
  package var commandLine: [String]
  /// Version of pedlab, with the commit that it was built from and whether the tree was dirty.
  package var codeVersion: String
  /// Library name: version; with the BLAS core type under "blas_core".
  package var libraries: [String: String]
  /// The name of the machine.
  package var host: String
  /// Who ran it.
  package var user: String
  /// The folder in which the command was given, which a relative ``planPath`` starts at; nil in
  /// ledgers from before it was recorded.
  package var workingFolder: String?
  /// The commit of the folder that holds the plan, "-dirty" where files of it are changed or not in git;
  /// or in parentheses why there is none. nil in ledgers from before it was recorded.
  package var planCommit: String?
  /// Files that were read though they lie neither beside the store nor below its folder; nil for none.
  package var externalFiles: [String]?
  /// What the features showed that tables must admit, such as rows of zeros; nil for nothing, and in
  /// ledgers from before it was recorded.
  package var doubts: [String]?

  package init(
    planText: String, resolvedPlan: String, planPath: String, overrides: [String],
    commandLine: [String], codeVersion: String, libraries: [String: String], host: String,
    user: String, workingFolder: String? = nil, externalFiles: [String]? = nil,
    planCommit: String? = nil, doubts: [String]? = nil
  ) {
    self.planText = planText
    self.resolvedPlan = resolvedPlan
    self.planPath = planPath
    self.overrides = overrides
    self.commandLine = commandLine
    self.codeVersion = codeVersion
    self.libraries = libraries
    self.host = host
    self.user = user
    self.workingFolder = workingFolder
    self.externalFiles = externalFiles
    self.planCommit = planCommit
    self.doubts = doubts
  }
}
