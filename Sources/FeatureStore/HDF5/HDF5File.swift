/// An HDF5 file that is read, wherever libhdf5 runs (see ``HDF5Reading``).
struct HDF5File: Sendable {
  let path: String
  /// What the file must be when it is read, however late.
  private let identity: String

  /// Opens a file and says, if that fails, which of the usual mishaps it was.
  ///
  /// - Parameter identity: of when it was met first; nil: there is no such file.
  init(_ path: String, identity: FileIdentity?) throws {
    self.path = path
    self.identity = identity?.description ?? ""
    _ = try ask(.open)
  }

  /// The reply to a request that comes without a payload.
  func ask(_ request: HDF5Request) throws -> HDF5Reply { try ask(request) { reply, _ in reply } }

  /// - Parameter take: gets the payload, which is there until the call ends.
  /// - Throws: ``StoreError`` with what libhdf5 says, or that it did not survive.
  func ask<Result>(
    _ request: HDF5Request, _ take: (HDF5Reply, UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    try HDF5Reading.ask(HDF5Question(file: path, identity: identity, request: request), take)
  }

  /// A part of a reply that must be there.
  func required<Value>(_ value: Value?) throws -> Value {
    guard let value else {
      throw StoreError("\(path): the process that reads HDF5 files gave no answer. Run again.")
    }
    return value
  }

  // MARK: - Names

  /// Follows `parts` from the root on through hard links.
  func walk(_ parts: [String]) throws -> HDF5Walk { try required(ask(.walk(path: parts)).walk) }

  /// The object at `path`, which leads through hard links only.
  func object(_ path: String) throws -> HDF5Object {
    let parts = path.split(separator: "/").map(String.init)
    guard case .object(let object) = try walk(parts) else {
      throw StoreError("\(self.path): \(path) is no longer there.")
    }
    return object
  }

  /// Whether `path`, whose parts but the last lead through hard links, is the name of something.
  func hasName(_ path: String) throws -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    if case .link(_, .none) = try walk(parts) { return false }
    return true
  }

  /// The names in a group, sorted. Where looking at what they are crashes libhdf5, names only.
  ///
  /// - Throws: ``StoreError`` if the group cannot be listed to its end.
  func members(_ group: String) throws -> [HDF5Entry] {
    do {
      return try required(ask(.members(group: group, looking: true)).entries)
    } catch let error as StoreError where error.isCrash {
      return try required(ask(.members(group: group, looking: false)).entries)
    }
  }

  // MARK: - Attributes

  /// The strings of an attribute, of fixed or variable length; nil if it is not there or not text.
  func strings(of object: String, attribute: String) throws -> [String]? {
    try ask(.strings(object: object, attribute: attribute)).texts
  }

  /// An integer attribute; nil if it is not there or not a single integer.
  func integer(of object: String, attribute: String) throws -> Int? {
    try ask(.integer(object: object, attribute: attribute)).number
  }

  /// The numbers of an attribute; nil if it is not there or holds none.
  ///
  /// - Throws: ``StoreError`` if it is there and cannot be read.
  func numbers(of object: String, attribute: String) throws -> [Double]? {
    try numbers(of: object, attributes: [attribute])[0].numbers
  }

  /// The numbers of several attributes, by one question.
  ///
  /// - Throws: ``StoreError`` if one of them is there and cannot be read.
  func numbers(of object: String, attributes: [String]) throws -> [AttributeValue] {
    try ask(.numbers(object: object, attributes: attributes)) { reply, payload in
      let counts = try required(reply.counts)
      var rest = Array(payload.bindMemory(to: Double.self))[...]
      guard counts.count == attributes.count,
        counts.reduce(0, { $0 + max($1 ?? 0, 0) }) == rest.count
      else { return try required(nil) }
      return counts.map { count in
        guard let count else { return .absent }
        guard count >= 0 else { return .other }
        defer { rest = rest.dropFirst(count) }
        return .numbers(Array(rest.prefix(count)))
      }
    }
  }
}
