import Wording

extension PlanReader {
  /// A name, or a mapping of one name to its options.
  func executor() throws -> ExecutorChoice {
    guard let node = nodes["executor"] else { return .local }
    guard case .mapping(let entries) = node.value else {
      let name = try node.text("executor")
      guard ExecutorChoice.names.contains(name) else {
        throw node.fail(
          "executor is \"\(name)\"\(Suggestion.text(for: name, among: ExecutorChoice.names)); "
            + "allowed are \(ExecutorChoice.names.joined(separator: ", "))")
      }
      return ExecutorChoice(name: name, options: ExecutorOptions())
    }
    let names = PlanKey.names(below: "executor")
    guard let entry = try node.mapping("executor", allowed: names).first, entries.count == 1 else {
      throw node.fail(
        "executor has \(counted(entries.count, "entry", plural: "entries")); it takes one of "
          + names.joined(separator: ", "))
    }
    return ExecutorChoice(name: entry.key, options: try options(entry.key, entry.value))
  }

  private func options(_ name: String, _ node: PlanNode) throws -> ExecutorOptions {
    let path = "executor.\(name)"
    var options = ExecutorOptions()
    if case .null = node.value { return options }
    for (key, value) in try node.mapping(path, allowed: PlanKey.names(below: path)) {
      try set(key, of: &options, to: value, "\(path).\(key)")
      if let problem = options.problem { throw value.fail("\(path).\(problem)") }
    }
    return options
  }

  private func set(
    _ key: String, of options: inout ExecutorOptions, to node: PlanNode, _ path: String
  ) throws {
    switch key {
    case "tasks": options.tasks = try node.integer(path)
    case "max_running": options.maxRunning = try node.integer(path)
    case "cpus": options.cores = try node.integer(path)
    case "partition": options.partition = try node.text(path)
    case "time": options.time = try node.text(path)
    case "mem": options.memory = try node.text(path)
    case "sbatch": options.sbatch = try node.list().map { try $0.text(path) }
    case "template": options.template = try node.text(path)
    default: options.folder = try node.text(path)
    }
  }
}
