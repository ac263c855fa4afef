import Sweep
import Testing

/// What a process may use, from files as the kernel writes them.
struct MachineLimitsTests {
  private static let machine = 64_000_000_000

  private func limits(_ processors: Int, _ files: [String: String]) -> MachineLimits {
    MachineLimits(processors: processors, memory: Self.machine) { files[$0] }
  }

  @Test func `Without files, what the machine has`() {
    let found = limits(3, [:])
    #expect(found.cores == 3 && found.memory == Self.machine)
  }

  @Test(arguments: [
    ("0-1", 2), ("3", 1), ("0-3,7", 5), ("0,2,4-5", 4), ("x", 8), ("", 8), ("3-1", 8),
  ])
  func `Cores that the process is bound to`(list: String, cores: Int) {
    let status = "Name:\tpedlab\nCpus_allowed:\tff\nCpus_allowed_list:\t\(list)\nMems_allowed:\t1\n"
    #expect(limits(8, ["/proc/self/status": status]).cores == cores)
  }

  @Test(arguments: [
    ("150000 100000\n", 2), ("100000 100000\n", 1), ("50000 100000\n", 1), ("max 100000\n", 8),
    ("800000 100000\n", 8), ("nonsense", 8), ("", 8),
  ])
  func `Version 2: quota of CPU time`(text: String, cores: Int) {
    let files = ["/proc/self/cgroup": "0::/user.slice/job\n"]
    let path = "/sys/fs/cgroup/user.slice/job/cpu.max"
    #expect(limits(8, files.merging([path: text]) { $1 }).cores == cores)
  }

  @Test func `Version 2: the groups above and, in a container, the root`() {
    let files = [
      "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/cpu.max": "200000 100000\n",
      "/sys/fs/cgroup/a/b/cpu.max": "max 100000\n", "/sys/fs/cgroup/memory.max": "300000000\n",
      "/sys/fs/cgroup/a/memory.max": "max\n",
    ]
    let found = limits(8, files)
    #expect(found.cores == 2 && found.memory == 300_000_000)
  }

  @Test func `Version 1`() {
    let files = [
      "/proc/self/cgroup": "7:cpu,cpuacct:/job\n4:memory:/job\n3:cpuset:/job\n",
      "/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us": "300000\n",
      "/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us": "100000\n",
      "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
      "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
      "/sys/fs/cgroup/memory/job/memory.limit_in_bytes": "314572800\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
    ]
    let found = limits(8, files)
    #expect(found.cores == 3 && found.memory == 314_572_800)
  }
}
