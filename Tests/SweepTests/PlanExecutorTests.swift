import Sweep
import Testing

@Suite("Where a plan is computed")
struct PlanExecutorTests {
  private func plan(_ executor: String) throws -> Plan {
    try Plan.parse(
      "experiment: e\nstore: s.h5\nmetrics: [logme]\n\(executor)\n", path: "/plans/plan.yaml")
  }

  @Test("local is the default, and a name alone has no options")
  func names() throws {
    #expect(try plan("").executor == .local)
    #expect(try plan("executor: slurm").executor.options == ExecutorOptions())
    #expect(try plan("executor: slurm").executor.name == "slurm")
  }

  @Test("options are read, paths begin at the plan, and provenance keeps them")
  func options() throws {
    let text = """
      executor: {slurm: {tasks: 64, max_running: 8, time: 2:00:00, mem: 8G, cpus: 4, partition: long,
        sbatch: [--account=a, --qos=b], template: site.sh, folder: ../jobs}}
      """
    let first = try plan(text)
    let options = first.resolvedExecutor.options
    #expect((options.tasks, options.maxRunning, options.cores) == (64, 8, 4))
    #expect((options.time, options.memory, options.partition) == ("2:00:00", "8G", "long"))
    #expect(options.sbatch == ["--account=a", "--qos=b"])
    #expect((options.template, options.folder) == ("/plans/site.sh", "/jobs"))
    let again = try Plan.parse(first.resolvedText, path: "/plans/plan.yaml")
    #expect(again.executor == first.executor)
  }

  @Test(
    "what makes no sense is a sentence with its line",
    arguments: [
      ("executor: slrum", "executor is \"slrum\" (did you mean \"slurm\"?); allowed are local"),
      ("executor: {slurm: {task: 3}}", "unknown key \"task\" in executor.slurm"),
      ("executor: {slurm: {tasks: 0}}", "executor.slurm.tasks is 0; it must be from 1 to 1000000"),
      ("executor: {slurm: {mem: 8 GB}}", "executor.slurm.mem is \"8 GB\"; write a number with"),
      ("executor: {slurm: {time: soon}}", "executor.slurm.time is \"soon\"; write minutes"),
      ("executor: {slurm: {}, processes: {}}", "executor has 2 entries; it takes one of slurm"),
    ])
  func mistakes(text: String, sentence: String) {
    let error = #expect(throws: PlanError.self) { try plan(text) }
    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
    #expect(error?.description.hasPrefix("/plans/plan.yaml, line 4: ") == true)
  }

  @Test(
    "a time limit is read as sbatch reads it",
    arguments: [
      ("90", 5_400), ("1:30", 90), ("2:00:00", 7_200), ("1-12", 129_600), ("1-0:30", 88_200),
      ("1-00:00:05", 86_405),
    ])
  func timeLimit(text: String, seconds: Int) {
    var options = ExecutorOptions()
    options.time = text
    #expect(options.timeLimit == seconds)
  }
}
