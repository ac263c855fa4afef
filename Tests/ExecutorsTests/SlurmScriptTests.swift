import Executors
import Sweep
import TestSupport
import Testing

@Suite("What sbatch gets")
struct SlurmScriptTests {
  private static let folder = JobFolder(path: "/scratch/it's/jobs/e-1")

  private let scratch: TemporaryFolder

  init() throws { scratch = try TemporaryFolder() }

  private func template(_ text: String) throws -> String {
    try scratch.write(text, to: "template.sh")
  }

  @Test("the built-in script is replaced by the program, which signals reach")
  func builtIn() throws {
    let script = try SlurmScript(template: nil).filled(
      program: "/opt/ped lab/pedlab", folder: Self.folder)
    #expect(script.hasPrefix("#!/bin/sh\n"))
    #expect(script.contains(#"exec '/opt/ped lab/pedlab' "$@""#))
    #expect(script.contains(#"task '/scratch/it'\''s/jobs/e-1' "$((SLURM_ARRAY_TASK_ID + $1))""#))
  }

  @Test("options of sbatch in a template stay in front of the first command")
  func options() throws {
    let path = try template("#!/bin/bash\n#SBATCH --account=a\nmodule load x\nexec {command}\n")
    let lines = try SlurmScript(template: path).filled(program: "pedlab", folder: Self.folder)
      .split(separator: "\n").map(String.init)
    #expect(lines[1] == "#SBATCH --account=a")
    #expect(lines[2] == #"if [ "$1" = merge ]; then"#)
    #expect(lines.suffix(2) == ["module load x", #"exec 'pedlab' "$@""#])
  }

  @Test(
    "a template that cannot work is refused",
    arguments: [
      ("echo {command}\n", "does not begin with #! and a shell"),
      ("#!/bin/sh\necho\n", "has no {command}"),
    ])
  func refused(text: String, reason: String) throws {
    let path = try template(text)
    let error = #expect(throws: ExecutorError.self) { try SlurmScript(template: path) }
    #expect(error?.description.contains(reason) == true)
  }

  @Test("10,000 tasks are at most 10 arrays where one has 1001 elements, and every task is in one")
  func arrays() {
    let arrays = SlurmArray.arrays(tasks: 10_000, limit: 1001)
    #expect(arrays.count == 10)
    #expect(arrays.reduce(0) { $0 + $1.count } == 10_000)
    #expect(arrays.map(\.count).max() == 1001)
    var record = SlurmRecord(arrays: arrays, merge: nil)
    for index in record.arrays.indices { record.arrays[index].job = "\(100 + index)" }
    #expect(record.task(array: "100", element: 1000) == 1000)
    #expect(record.task(array: "101", element: 0) == 1001)
    #expect(record.task(array: "109", element: 991) == nil)
    #expect(arrays[0].elements(50) == "0-1000%50")
  }
}
