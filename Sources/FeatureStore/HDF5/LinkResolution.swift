/// Where an object lies: the file, and a path in it that leads through hard links only.
package struct ObjectPlace: Sendable, Hashable {
  /// The file in which the object lies.
  package let file: String
  /// The path of the object in that file.
  package let path: String

  package static func == (first: ObjectPlace, second: ObjectPlace) -> Bool {
    ExactPath(first.file) == ExactPath(second.file)
      && ExactPath(first.path) == ExactPath(second.path)
  }

  package func hash(into hasher: inout Hasher) {
    ExactPath(file).hash(into: &hasher)
    ExactPath(path).hash(into: &hasher)
  }
}

/// What a path leads to when all links have been followed.
enum ResolvedPath: Sendable, Equatable {
  case group(ObjectPlace)
  case dataset(ObjectPlace)
  /// There is nothing of this name, and no link on the way there either.
  case nothing
  /// Something is there that cannot be used: a sentence.
  case broken(String)

  var place: ObjectPlace? {
    switch self {
    case .group(let place), .dataset(let place): place
    case .nothing, .broken: nil
    }
  }
}

extension StoreFiles {
  /// Follows soft and external links from `path` of `file`, on every part of the way.
  ///
  /// Links to other files are followed here and not by libhdf5, so that the file that is read is
  /// known, has been checked to be a regular one, and may be read.
  func resolve(_ path: String, in file: String) -> ResolvedPath {
    do {
      try checkUnchanged(file)
      let place = ObjectPlace(file: file, path: path)
      if let known = known(place) ?? knownAbove(place) { return known }
      let found = try LinkWalk(files: self).resolve(path, in: file)
      keep(found, at: place)
      return found
    } catch let error as StoreError {
      return .broken(error.message)
    } catch {
      return .broken("\(error)")
    }
  }
}

extension StoreFiles {
  /// Nothing is below what is not there: most models have no group of labels.
  private func knownAbove(_ place: ObjectPlace) -> ResolvedPath? {
    var path = place.path[...]
    while let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      path = path[..<slash]
      if known(ObjectPlace(file: place.file, path: String(path))) == .nothing { return .nothing }
    }
    return nil
  }
}

/// One walk along a path.
private struct LinkWalk {
  let files: StoreFiles
  private var followed = 0

  /// Links that one path may lead through.
  private static let mostLinks = 16

  init(files: StoreFiles) { self.files = files }

  func resolve(_ path: String, in file: String) throws -> ResolvedPath {
    var walk = self
    return try walk.follow(Self.parts(path)[...], promised: 0, in: file)
  }

  private static func parts(_ path: String) -> [String] {
    path.split(separator: "/").filter { $0 != "." }.map(String.init)
  }

  /// - Parameter promised: how many of the parts a link has promised to be there.
  private mutating func follow(
    _ parts: ArraySlice<String>, promised: Int, in name: String
  ) throws -> ResolvedPath {
    let file = try files.file(name)
    let (index, link): (Int, HDF5Link)
    switch try file.walk(Array(parts)) {
    case .object(let object):
      return ResolvedPath(object, ObjectPlace(file: name, path: "/" + parts.joined(separator: "/")))
    case .link(let part, let found): (index, link) = (part, found)
    }
    let before = Array(parts.prefix(index))
    let rest = Array(parts.dropFirst(index + 1))
    let next = "/" + parts.prefix(index + 1).joined(separator: "/")
    switch link {
    case .hard, .none:
      files.keep(.nothing, at: ObjectPlace(file: name, path: next))
      guard index < promised else { return .nothing }
      return .broken("\(name) has nothing at \(next), where a link leads to.")
    case .soft(let target):
      try count("\(name), link \(next)")
      let way = (target.hasPrefix("/") ? [] : before) + Self.parts(target)
      return try follow((way + rest)[...], promised: way.count, in: name)
    case .external(let other, let target):
      try count("\(name), link \(next)")
      let place = try files.path(other, from: name, what: "\(name), link \(next)")
      let way = Self.parts(target)
      return try follow((way + rest)[...], promised: way.count, in: place)
    case .unknown:
      return .broken("\(name), link \(next) is of a kind that pedlab does not know.")
    }
  }

  private mutating func count(_ link: String) throws {
    followed += 1
    guard followed <= Self.mostLinks else {
      throw StoreError("\(link): more than \(Self.mostLinks) links lead on from each other.")
    }
  }
}

extension ResolvedPath {
  /// What is at a place that leads through hard links only.
  init(_ object: HDF5Object, _ place: ObjectPlace) {
    let (file, path) = (place.file, place.path)
    switch object {
    case .group: self = .group(place)
    case .dataset: self = .dataset(place)
    case .other: self = .broken("\(file): \(path) is neither a group nor a dataset.")
    case .unreadable(let reason):
      self = .broken(
        HDF5.isOfNewerVersion(reason)
          ? "\(file), \(path) \(HDF5.newerVersionRemedy(reason, file: file))"
          : "\(file): \(path) cannot be read: \(reason). The file is damaged: copy or write it again."
      )
    }
  }
}
