/// How an executor divides a sweep, and what it asks of its engine. nil leaves it to the engine.
package struct ExecutorOptions: Sendable, Equatable, Codable {
  /// Into how many tasks the evaluations are divided.
  package var tasks: Int?
  /// Tasks that run at the same time at most.
  package var maxRunning: Int?
  /// Of the cluster.
  package var partition: String?
  /// For one task, as Slurm writes it: "2:00:00".
  package var time: String?
  /// For one task, as Slurm writes it: "8G".
  package var memory: String?
  /// Cores of one task.
  package var cores: Int?
  /// Further options of sbatch, each a word.
  package var sbatch: [String] = []
  /// The file of a submit script that takes the place of the built-in one.
  package var template: String?
  /// Where job folders are made; nil: `jobs` beside the ledger.
  package var folder: String?

  package init() {}
}

extension ExecutorOptions {
  /// The options of `other` where it has any, these elsewhere.
  package func overridden(by other: ExecutorOptions) -> ExecutorOptions {
    var options = self
    options.tasks = other.tasks ?? tasks
    options.maxRunning = other.maxRunning ?? maxRunning
    options.partition = other.partition ?? partition
    options.time = other.time ?? time
    options.memory = other.memory ?? memory
    options.cores = other.cores ?? cores
    options.sbatch = sbatch + other.sbatch
    options.template = other.template ?? template
    options.folder = other.folder ?? folder
    return options
  }

  /// The time limit in seconds, from what sbatch takes: M, M:S, H:M:S, D-H, D-H:M or D-H:M:S.
  package var timeLimit: Int? {
    guard problem == nil, let time else { return nil }
    let parts = time.split(separator: "-")
    let fields = parts[parts.count - 1].split(separator: ":").compactMap { Int($0) }
    let units = parts.count == 2 || fields.count == 3 ? [3_600, 60, 1] : [60, 1]
    let days = parts.count == 2 ? Int(parts[0]) : 0
    guard let days, fields.count <= units.count else { return nil }
    return zip(fields, units).reduce(86_400 * days) { $0 + $1.0 * $1.1 }
  }

  /// What is wrong with an option: "what is given; what is allowed". nil: nothing.
  package var problem: String? {
    for (name, count) in [("tasks", tasks), ("max_running", maxRunning), ("cpus", cores)] {
      if let count, !(1...1_000_000).contains(count) {
        return "\(name) is \(count); it must be from 1 to 1000000"
      }
    }
    if let time, time.wholeMatch(of: /(\d+-)?\d+(:\d+){0,2}/) == nil {
      return "time is \"\(time)\"; write minutes, H:MM:SS or D-HH:MM:SS, for example \"2:00:00\""
    }
    if let memory, memory.wholeMatch(of: /[1-9]\d*[KMGT]?/) == nil {
      return "mem is \"\(memory)\"; write a number with K, M, G or T, for example 8G"
    }
    return nil
  }
}
