import Executors
import Testing

@Suite("What Slurm says of its queue")
struct SlurmQueueTests {
  /// Of Slurm 22.05.8: plain numbers, a state as text, the raw wait status.
  private static let old = """
    {"meta": {}, "errors": [], "jobs": [
      {"job_id": 2, "array_job_id": 1, "array_task_id": 0, "array_task_string": "", "nodes": "n1",
       "job_state": "FAILED", "exit_code": 1792, "restart_cnt": 1, "state_reason": "NonZeroExitCode"},
      {"job_id": 1, "array_job_id": 1, "array_task_id": null, "array_task_string": "3-9%3",
       "nodes": "", "job_state": "PENDING", "exit_code": 0, "restart_cnt": 0,
       "state_reason": "JobArrayTaskLimit"},
      {"job_id": 12, "array_job_id": 0, "array_task_id": null, "array_task_string": "",
       "nodes": "", "job_state": "PENDING", "exit_code": 0, "state_reason": "Dependency"}]}
    """
  /// Of Slurm 23.11 and later: numbers that may be unset, states as lists, exit codes in parts.
  private static let new = """
    {"jobs": [
      {"job_id": 2, "array_job_id": {"set": true, "infinite": false, "number": 1},
       "array_task_id": {"set": true, "infinite": false, "number": 0}, "array_task_string": "",
       "nodes": "n1", "job_state": ["FAILED"], "restart_cnt": 1, "state_reason": "NonZeroExitCode",
       "exit_code": {"status": ["ERROR"], "return_code": {"set": true, "infinite": false, "number": 7},
         "signal": {"id": {"set": false, "infinite": false, "number": 0}, "name": ""}}},
      {"job_id": 1, "array_job_id": {"set": true, "infinite": false, "number": 1},
       "array_task_id": {"set": false, "infinite": false, "number": 0},
       "array_task_string": "3-9%3", "nodes": "", "job_state": ["PENDING"], "restart_cnt": 0,
       "state_reason": "JobArrayTaskLimit"},
      {"job_id": 12, "array_job_id": {"set": true, "infinite": false, "number": 0},
       "array_task_id": {"set": false, "infinite": false, "number": 0}, "array_task_string": "",
       "nodes": "", "job_state": ["PENDING"], "state_reason": "Dependency"}]}
    """

  @Test("both shapes of squeue --json say the same", arguments: [old, new])
  func shapes(json: String) throws {
    let entries = try SlurmQueue.entries(json: json)
    #expect(
      entries == [
        SlurmQueueEntry(
          job: "1", elements: IndexRanges([0]),
          state: TaskState(
            .failed, word: "FAILED", exitCode: 7, node: "n1", reason: "NonZeroExitCode",
            restarts: 1)),
        SlurmQueueEntry(
          job: "1", elements: IndexRanges(3...9),
          state: TaskState(.pending, word: "PENDING", reason: "JobArrayTaskLimit")),
        SlurmQueueEntry(
          job: "12", elements: nil,
          state: TaskState(.pending, word: "PENDING", reason: "Dependency")),
      ])
  }

  @Test("a job that was killed by a signal has 128 and the signal", arguments: ["9", killed])
  func signals(exitCode: String) throws {
    let json = """
      {"jobs": [{"job_id": 1, "job_state": "FAILED", "exit_code": \(exitCode)}]}
      """
    #expect(try SlurmQueue.entries(json: json)[0].state.exitCode == 137)
  }

  private static let killed = """
    {"status": ["SIGNALED"], "return_code": {"set": false, "number": 0},
     "signal": {"id": {"set": true, "number": 9}, "name": "KILL"}}
    """

  @Test("what is no list of jobs is not taken for an empty queue")
  func noList() {
    #expect(throws: ExecutorError.self) { try SlurmQueue.entries(json: "{\"errors\": []}") }
  }

  @Test(
    "a job that still ends, or is put back, is alive",
    arguments: [
      (["COMPLETED", "COMPLETING"], TaskState.Phase.running), (["FAILED", "REQUEUED"], .pending),
      (["COMPLETED"], .completed), (["NODE_FAIL"], .failed), (["OUT_OF_MEMORY"], .failed),
      (["PREEMPTED"], .failed), ([], .unknown),
    ])
  func phases(words: [String], phase: TaskState.Phase) {
    #expect(SlurmState.phase(words) == phase)
  }

  @Test("the table of squeue is read where there is no JSON")
  func table() {
    let entries = SlurmQueue.entries(
      text: """
        1|0|RUNNING|n1|None
        1|3|PENDING||Priority
        12|N/A|PENDING||Dependency
        """)
    #expect(entries.map(\.job) == ["1", "1", "12"])
    #expect(entries.map(\.elements) == [IndexRanges([0]), IndexRanges([3]), nil])
    #expect(entries.map(\.state.phase) == [.running, .pending, .pending])
  }

  @Test("the table of sacct is read")
  func accounting() {
    let entries = SlurmAccounting.entries(
      """
      12_3|FAILED|1:0|n1
      12_4|CANCELLED by 0|0:15|n2
      12_[5-9%2]|PENDING|0:0|None assigned
      13|COMPLETED|0:0|n1
      """)
    #expect(entries.map(\.elements) == [[3], [4], [5, 6, 7, 8, 9]].map(IndexRanges.init) + [nil])
    #expect(entries.map(\.state.word) == ["FAILED", "CANCELLED", "PENDING", "COMPLETED"])
    #expect(entries.map(\.state.exitCode) == [1, 143, nil, 0])
  }
}
