/// Where a plan's evaluations are computed.
package struct ExecutorChoice: Sendable, Equatable {
  /// `local`, or a key below `executor` of ``PlanKey/all``.
  package var name: String
  /// What its engine is told.
  package var options: ExecutorOptions

  /// The threads of this process.
  package static let local = ExecutorChoice(name: "local", options: ExecutorOptions())

  package init(name: String, options: ExecutorOptions) {
    (self.name, self.options) = (name, options)
  }

  /// The names that a plan or a command line may give.
  package static var names: [String] { [local.name] + PlanKey.names(below: "executor") }
}
