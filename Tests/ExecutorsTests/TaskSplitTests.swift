import Executors
import Testing

@Suite("The division of work into tasks")
struct TaskSplitTests {
  private static func pair(_ number: Int, _ seconds: Double) -> PairWork {
    PairWork(
      dataset: "d\(number % 7)", model: "m\(number)", settings: IndexRanges(0..<10), inputs: "",
      seconds: seconds, bytes: 1000, memory: 10)
  }

  @Test("every pair is in one task, and the longest task takes little more than the mean")
  func balance() {
    let pairs = (0..<1000).map { Self.pair($0, 1 + Double(($0 * 7919) % 100)) }
    let tasks = TaskSplit.tasks(pairs, count: 32, cores: 1)
    #expect(tasks.count == 32)
    #expect(Set(tasks.flatMap(\.pairs).map(\.model)).count == 1000)
    let seconds = tasks.map(\.seconds)
    let mean = seconds.reduce(0, +) / 32
    #expect((seconds.max() ?? 0) < 1.02 * mean)
  }

  @Test("a pair is not divided: there are at most as many tasks as pairs")
  func mostTasks() {
    let tasks = TaskSplit.tasks((0..<5).map { Self.pair($0, 1) }, count: 64, cores: 1)
    #expect(tasks.map(\.pairs.count) == [1, 1, 1, 1, 1])
  }

  @Test("pairs that cost nothing are dealt out all the same")
  func free() {
    let tasks = TaskSplit.tasks((0..<8).map { Self.pair($0, 0) }, count: 4, cores: 1)
    #expect(tasks.map(\.pairs.count) == [2, 2, 2, 2])
  }

  @Test("without a number, tasks take about ten minutes on their cores")
  func open() {
    let pairs = (0..<100).map { Self.pair($0, 60) }
    #expect(TaskSplit.tasks(pairs, count: nil, cores: 1).count == 10)
    #expect(TaskSplit.tasks(pairs, count: nil, cores: 5).count == 2)
  }

  @Test("the summary adds up")
  func summary() {
    let tasks = TaskSplit.tasks((0..<4).map { Self.pair($0, 1800) }, count: 2, cores: 2)
    let split = SplitSummary(tasks, cores: 2)
    #expect((split.tasks, split.pairs, split.evaluations) == (2, 4, 40))
    #expect((split.coreHours, split.longest, split.bytesRead) == (2, 1800, 4000))
  }
}
