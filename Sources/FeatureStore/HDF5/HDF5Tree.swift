/// A member of a group, with all links followed.
struct HDF5Member: Sendable {
  /// nil: the bytes of the name are not UTF-8.
  let name: String?
  /// For messages.
  let shownName: String
  let target: ResolvedPath
}

extension StoreFiles {
  /// The members of a group, sorted by name. Keeps what they are, so that it is asked for once.
  func members(of group: ObjectPlace) throws -> [HDF5Member] {
    try file(group.file).members(group.path).map { entry in
      guard let name = entry.name else {
        return HDF5Member(
          name: nil, shownName: entry.shownName,
          target: .broken("the bytes of its name are not UTF-8. Rename it."))
      }
      let path = group.path == "/" ? "/" + name : "\(group.path)/\(name)"
      guard let object = entry.object else {
        return HDF5Member(
          name: name, shownName: entry.shownName, target: resolve(path, in: group.file))
      }
      let place = ObjectPlace(file: group.file, path: path)
      let target = ResolvedPath(object, place)
      keep(target, at: place)
      if case .group = object { keep(object, at: place) }
      return HDF5Member(name: name, shownName: entry.shownName, target: target)
    }
  }

  /// What a walk through the groups of a file meets.
  enum Step {
    case enter
    case skip
  }

  /// Visits everything below a group, in the order of names. Groups that contain themselves, by
  /// links, are not entered again.
  ///
  /// - Parameter visit: gets the path from the group on; decides whether a group is entered.
  func walk(
    _ group: ObjectPlace, from prefix: String = "",
    _ visit: (_ path: String, _ member: HDF5Member) throws -> Step
  ) throws {
    try walk(group, prefix, [], visit)
  }

  private static let mostDepth = 32

  private func walk(
    _ group: ObjectPlace, _ prefix: String, _ above: [ObjectPlace],
    _ visit: (_ path: String, _ member: HDF5Member) throws -> Step
  ) throws {
    guard above.count < Self.mostDepth, try !above.contains(where: { try isSame($0, group) })
    else { return }
    for member in try members(of: group) {
      let path = prefix.isEmpty ? member.shownName : "\(prefix)/\(member.shownName)"
      guard try visit(path, member) == .enter, case .group(let inner) = member.target else {
        continue
      }
      try walk(inner, path, above + [group], visit)
    }
  }

  /// Whether two paths lead to one group.
  func isSame(_ first: ObjectPlace, _ second: ObjectPlace) throws -> Bool {
    guard first.file == second.file else { return false }
    return try object(at: first) == object(at: second)
  }

  private func object(at place: ObjectPlace) throws -> HDF5Object {
    if let known = knownObject(place) { return known }
    let object = try file(place.file).object(place.path)
    keep(object, at: place)
    return object
  }
}
