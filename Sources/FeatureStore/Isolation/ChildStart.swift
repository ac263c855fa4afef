import Platform

/// How this very program is started once more, to read.
struct ChildStart {
  let arguments: [String]
  let socket: Int32
  /// Below 0: there is no shared memory.
  let memory: Int32

  /// nil if the system refuses; `errno` says why.
  func started() -> pid_t? {
    var files = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&files)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&files)
      posix_spawnattr_destroy(&attributes)
    }
    redirect(&files)
    // In a process group of its own: Ctrl-C is for the program that asks, which ends this one.
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK))
    return spawned(&files, &attributes)
  }

  private func redirect(_ files: inout posix_spawn_file_actions_t) {
    // The socket first: its number may be that of the memory in the other process.
    posix_spawn_file_actions_adddup2(&files, socket, HDF5ReaderProgram.socket)
    if memory >= 0 { posix_spawn_file_actions_adddup2(&files, memory, HDF5ReaderProgram.memory) }
    // What libhdf5 and the C library say of a crash is of no use to anybody.
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&files, stream, "/dev/null", O_WRONLY, 0)
    }
  }

  private func spawned(
    _ files: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
  ) -> pid_t? {
    var words: [UnsafeMutablePointer<CChar>?] = (["pedlab"] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = Self.environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let result = posix_spawn(&process, Self.program, &files, &attributes, &words, &variables)
    guard result == 0 else {
      errno = result
      return nil
    }
    return process
  }

  /// Under Linux the very file that runs, whatever has taken its name since.
  #if os(Linux)
    private static let program = "/proc/self/exe"
  #else
    private static let program = CommandLine.arguments[0]
  #endif

  /// That of this process; a crash must end the child at once, without a report of Swift's own, and
  /// threads of OpenBLAS are of no use there.
  private static var environment: [String] {
    var texts: [String] = ["SWIFT_BACKTRACE=enable=no", "OPENBLAS_NUM_THREADS=1"]
    let replaced = ["SWIFT_BACKTRACE=", "OPENBLAS_NUM_THREADS="]
    var next = environ
    while let variable = next.pointee {
      let text = String(cString: variable)
      if !replaced.contains(where: text.hasPrefix) { texts.append(text) }
      next += 1
    }
    return texts
  }
}
