import Synchronization

/// The HDF5 files of a store: opened when they are first needed, and each checked to be the one that was there first whenever it is used again.
///
/// What is digested and what is scored are read at different times; a file that is replaced or
/// written to in between must not be taken for the one that was digested.
final class StoreFiles: Sendable {
  /// How far links and virtual datasets may lead.
  let policy: ExternalFiles
  let meter = ReadMeter()

  private struct State {
    var identities: [ExactPath: FileIdentity] = [:]
    /// Files that could be opened.
    var opened: [ExactPath: HDF5File] = [:]
    /// The first file that was not as it had been.
    var change: StoreError?
    /// Files that lie neither beside those that lead to them nor below.
    var elsewhere: Set<String> = []
    /// What paths lead to, as far as it has been asked; see ``known(_:)``.
    var resolved: [ObjectPlace: ResolvedPath] = [:]
    /// What groups are, by which it is seen that a link leads back to one.
    var objects: [ObjectPlace: HDF5Object] = [:]
  }

  /// Of paths that are kept: some megabytes.
  private static let mostResolved = 32_768

  private let state = Mutex(State())

  init(policy: ExternalFiles) { self.policy = policy }

  /// The open file.
  ///
  /// - Throws: ``StoreError`` if it cannot be opened, or is not the file that was there first.
  func file(_ path: String) throws -> HDF5File {
    try checkUnchanged(path)
    if let opened = state.withLock({ $0.opened[ExactPath(path)] }) { return opened }
    let file = try HDF5File(path, identity: identity(of: path))
    // Once more: what was opened is what was checked.
    try checkUnchanged(path)
    state.withLock { $0.opened[ExactPath(path)] = file }
    return file
  }

  /// The path of the file that `name`, as the file `origin` has it, stands for; see
  /// ``ExternalFiles/path(_:from:what:)``.
  func path(_ name: String, from origin: String, what: String) throws -> String {
    let path = try policy.path(name, from: origin, what: what)
    if policy.allowsAny, !ExternalFiles.lies(path, belowFolderOf: origin) {
      state.withLock { _ = $0.elsewhere.insert(path) }
    }
    return path
  }

  /// Files that were read though they lie elsewhere, sorted.
  var elsewhere: [String] { state.withLock { $0.elsewhere.sorted() } }

  /// That a file was found to be not as it had been; nil: none was.
  var change: StoreError? { state.withLock { $0.change } }

  /// What a path leads to, where that was found before in the file as it still is: every question costs
  /// a message to the process that reads, and each pair of model and dataset asks some ten times.
  func known(_ place: ObjectPlace) -> ResolvedPath? {
    state.withLock { $0.resolved[place] }
  }

  func keep(_ found: ResolvedPath, at place: ObjectPlace) {
    // What is broken may be mended by the next look.
    if case .broken = found { return }
    state.withLock { state in
      if state.resolved.count >= Self.mostResolved { state.resolved.removeAll() }
      state.resolved[place] = found
    }
  }

  /// The object at a path, if a listing or an earlier question has told it.
  func knownObject(_ place: ObjectPlace) -> HDF5Object? {
    state.withLock { $0.objects[place] }
  }

  func keep(_ object: HDF5Object, at place: ObjectPlace) {
    state.withLock { state in
      if state.objects.count >= Self.mostResolved { state.objects.removeAll() }
      state.objects[place] = object
    }
  }

  /// The identity of a file when it was met first; nil before that.
  func identity(of path: String) -> FileIdentity? {
    state.withLock { $0.identities[ExactPath(path)] }
  }

  /// - Throws: ``StoreError`` if the file is not as it was when it was met first.
  func checkUnchanged(_ path: String) throws {
    let now = FileIdentity(of: path)
    let key = ExactPath(path)
    let first = state.withLock { state -> FileIdentity? in
      if state.identities[key] == nil { state.identities[key] = now }
      return state.identities[key]
    }
    guard let first, now != first else { return }
    let error = StoreError(
      now == nil
        ? "\(path) is no longer there. Put it back and run again."
        : "\(path) changed while it was in use: what is read now is not what was digested. Run again"
          + " when the file is complete.")
    state.withLock { $0.change = $0.change ?? error }
    throw error
  }
}
