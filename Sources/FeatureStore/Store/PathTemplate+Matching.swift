extension PathTemplate {
  /// How the names of a template may be read.
  struct Names {
    /// nil: any.
    var models: [String]?
    var datasets: [String]?
  }

  /// All ways in which `path` fits: those in which datasets span no folders, or if there is none
  /// those in which they do. Lists of names, where given, decide among all.
  func readings(of path: String, _ names: Names = Names()) -> [Reading] {
    let characters = Array(path)
    let all = Match(path: characters, spansDatasets: true).readings(parts[...], 0, Reading())
    let allowed = Set(all).filter { reading in
      Self.allows(names.models, reading.model) && Self.allows(names.datasets, reading.dataset)
    }
    if names.models != nil || names.datasets != nil, allowed.count == 1 { return Array(allowed) }
    let plain = allowed.filter { $0.dataset?.contains("/") != true }
    return (plain.isEmpty ? allowed : plain).sorted {
      ($0.model ?? "", $0.dataset ?? "") < ($1.model ?? "", $1.dataset ?? "")
    }
  }

  private static func allows(_ list: [String]?, _ name: String?) -> Bool {
    guard let list, let name else { return true }
    return list.contains(name)
  }

  /// One path that is matched.
  private struct Match {
    let path: [Character]
    let spansDatasets: Bool

    /// Readings that are looked for at most: two say already that there is more than one.
    private static let most = 1_000

    func readings(_ parts: ArraySlice<Part>, _ position: Int, _ known: Reading) -> [Reading] {
      guard let part = parts.first else { return position == path.count ? [known] : [] }
      let rest = parts.dropFirst()
      switch part {
      case .text(let text):
        let characters = Array(text)
        guard path[position...].starts(with: characters) else { return [] }
        return readings(rest, position + characters.count, known)
      case .star, .anything:
        return ends(from: position, minimum: 0, spans: part == .anything)
          .flatMap { readings(rest, $0, known) }
      case .model:
        return named(\.model, spans: true, rest, position, known)
      case .dataset:
        return named(\.dataset, spans: spansDatasets, rest, position, known)
      }
    }

    private func named(
      _ name: WritableKeyPath<Reading, String?>, spans: Bool, _ rest: ArraySlice<Part>,
      _ position: Int, _ known: Reading
    ) -> [Reading] {
      if let text = known[keyPath: name] {
        let characters = Array(text)
        guard path[position...].starts(with: characters) else { return [] }
        return readings(rest, position + characters.count, known)
      }
      var found: [Reading] = []
      for end in ends(from: position, minimum: 1, spans: spans) {
        // A name is no path: it neither begins nor ends with a slash.
        guard path[position] != "/", path[end - 1] != "/" else { continue }
        var extended = known
        extended[keyPath: name] = String(path[position..<end])
        found += readings(rest, end, extended)
        if found.count >= Self.most { break }
      }
      return found
    }

    /// Positions at which a part that begins at `position` may end.
    private func ends(from position: Int, minimum: Int, spans: Bool) -> [Int] {
      guard position + minimum <= path.count else { return [] }
      let limit =
        spans ? path.count : (path[position...].firstIndex(of: "/") ?? path.count)
      return position + minimum <= limit ? Array(position + minimum...limit) : []
    }
  }
}
