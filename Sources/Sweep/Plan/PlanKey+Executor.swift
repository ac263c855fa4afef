extension PlanKey {
  /// Where a plan is computed. A key below `executor` is the name of an executor.
  static let executorKeys =
    [
      PlanKey(
        "executor", "word, or mapping", default: "local", allowed: "local, processes, slurm",
        example: "executor: slurm",
        "Where the evaluations are computed: in this process, in several of this machine, or by"
          + " Slurm; or a mapping of one name to its options."),
      PlanKey(
        "executor.slurm", "mapping", default: "none", example: "slurm: {tasks: 64}",
        "Options of Slurm. Those of the command line come before them."),
      PlanKey(
        "executor.processes", "mapping", default: "none", example: "processes: {tasks: 8}",
        "Options of processes of this machine."),
    ] + divided("executor.slurm") + slurm + divided("executor.processes")

  private static let slurm = [
    PlanKey(
      "executor.slurm.partition", "text", default: "the cluster's", example: "partition: cpu",
      "The partition (sbatch --partition)."),
    PlanKey(
      "executor.slurm.time", "time", default: "the partition's", allowed: "as sbatch takes it",
      example: "time: \"2:00:00\"",
      "The time limit of a task, which stops a minute before it, with all that it has."),
    PlanKey(
      "executor.slurm.mem", "size", default: "the partition's", allowed: "as sbatch takes it",
      example: "mem: 8G", "The memory of a task."),
    PlanKey(
      "executor.slurm.sbatch", "list of text", default: "none",
      example: "sbatch: [\"--account=abc\", \"--qos=long\"]",
      "Further options of sbatch, for tasks and merge."),
    PlanKey(
      "executor.slurm.template", "path", default: "the built-in script",
      example: "template: site.sh",
      "A submit script of the site, in which {command} stands for what pedlab runs."),
  ]

  /// What every executor has that divides a sweep into tasks.
  private static func divided(_ executor: String) -> [PlanKey] {
    [
      PlanKey(
        "\(executor).tasks", "whole number", default: "tasks of about 10 minutes",
        allowed: "1 to 1000000", example: "tasks: 64",
        "Into how many tasks the evaluations are divided, at most one for each model and dataset."),
      PlanKey(
        "\(executor).max_running", "whole number", default: "no limit", allowed: "1 to 1000000",
        example: "max_running: 16", "Tasks that run at the same time at most."),
      PlanKey(
        "\(executor).cpus", "whole number", default: "1", allowed: "1 to 1000000",
        example: "cpus: 4", "Cores of one task."),
      PlanKey(
        "\(executor).folder", "path", default: "jobs, beside the ledger", example: "folder: jobs",
        "Where job folders are made: a file system that all nodes see."),
    ]
  }
}
