import Wording

/// Path templates that fit files of another layout: guessed from names and shapes, and tried out.
struct TemplateProposal: Sendable {
  let templates: StoreTemplates
  let models: Int
  let datasets: Int
  /// Names without which file names could be read in several ways; nil where they need none.
  private let datasetNames: [String]?

  /// The one that finds the most features with labels; nil if none does.
  static func best(_ content: [ForeignDataset]) -> TemplateProposal? {
    var features = content.filter { $0.role == .features }
    // A dataset may be called imagenet.
    if features.isEmpty { features = content.filter { $0.role == .reference } }
    let found = groups(features).flatMap { proposals(for: $0, content) }
    return found.max {
      ($0.size, min($0.models, $0.datasets)) < ($1.size, min($1.models, $1.datasets))
    }
  }

  /// Pairs.
  var size: Int { models * datasets }

  private static let mostGroups = 4

  /// Features that may be told by one template: equally deep, with one name or with any.
  private static func groups(_ features: [ForeignDataset]) -> [[ForeignDataset]] {
    let named = Dictionary(grouping: features) { "\($0.parts.count) \($0.parts.last ?? "")" }
    let deep = Dictionary(grouping: features) { "\($0.parts.count)" }
    let all = (named.sorted { $0.key < $1.key } + deep.sorted { $0.key < $1.key }).map(\.value)
    return Array(all.sorted { $0.count > $1.count }.prefix(mostGroups))
  }

  /// The first assignment of names that works, of each pattern.
  private static func proposals(
    for group: [ForeignDataset], _ content: [ForeignDataset]
  ) -> [TemplateProposal] {
    let patterns = PathPattern.patterns(group.map(\.parts), fileParts: group[0].fileParts)
    return patterns.compactMap { pattern in
      assignments(pattern, group).lazy.compactMap { kinds in
        TemplateProposal(pattern, kinds, group, content)
      }.first
    }
  }

  /// What the names are, the likeliest first: the rows of a dataset are as many for every model.
  private static func assignments(
    _ pattern: PathPattern, _ group: [ForeignDataset]
  ) -> [[PathTemplate.Part]] {
    func follows(_ index: Int, _ side: (ForeignDataset) -> Int) -> Bool {
      Dictionary(grouping: zip(pattern.names, group), by: { $0.0[index] }).values
        .allSatisfy { Set($0.map { side($0.1) }).count == 1 }
    }
    switch pattern.names[0].count {
    case 0: return [[]]
    case 1:
      let isOneSize = Set(group.map(\.rows)).count == 1
      return isOneSize ? [[.model], [.dataset]] : [[.dataset], [.model]]
    default:
      let isFirstDataset =
        follows(0, \.rows)
        && (!follows(1, \.rows) || (follows(1, \.columns) && !follows(0, \.columns)))
      let usual: [[PathTemplate.Part]] = [[.model, .dataset], [.dataset, .model]]
      return isFirstDataset ? usual.reversed() : usual
    }
  }

  private init?(
    _ pattern: PathPattern, _ kinds: [PathTemplate.Part], _ group: [ForeignDataset],
    _ content: [ForeignDataset]
  ) {
    let words = kinds.map { $0 == .model ? "{model}" : "{dataset}" }
    let own = pattern.filled(words)
    let companions = Companions(pattern, kinds, group, file: own.file)
    func companion(_ role: ForeignDataset.Role) -> String? {
      companions.template(of: content.filter { $0.role == role }, hasRows: role != .reference)
    }
    guard let labels = companion(.labels) ?? companion(.perhapsLabels) else { return nil }
    var templates = StoreTemplates(files: own.file, features: own.path, labels: labels)
    (templates.logits, templates.reference) = (companion(.logits), companion(.reference))
    let names = kinds.firstIndex(of: .dataset).map { index in
      Set(pattern.names.map { $0[index] }).sorted()
    }
    let tried: [[String]?] = [nil] + (names.map { [$0] } ?? [])
    for names in tried {
      guard let store = try? FeatureStore(.templates(templates), ReadingOptions(datasets: names)),
        store.pairs.count == group.count
      else { continue }
      self.templates = templates
      datasetNames = names
      (models, datasets) = (store.models.count, store.datasets.count)
      return
    }
    return nil
  }

  /// Whether a file is among those of the templates.
  func takes(_ path: String) -> Bool {
    let files = try? PathTemplate(templates.files)
    return files.map { $0.text == path || !$0.readings(of: path).isEmpty } ?? false
  }

  /// What the templates read, as options and as a plan has them.
  var sentence: String {
    let named: [(key: String, value: String)] =
      [("features", templates.features), ("labels", templates.labels)]
      + [("reference", templates.reference), ("logits", templates.logits)].compactMap {
        key, value in
        value.map { (key, $0) }
      }
    let options =
      ["pedlab", "rank", templates.files] + named.flatMap { ["--\($0.key)", $0.value] }
      + (datasetNames.map { ["--datasets", $0.joined(separator: ",")] } ?? [])
    let keys = ([("files", templates.files)] + named).map { "\($0): \"\($1)\"" }
    let isOne = !templates.files.contains("{dataset}") && !templates.features.contains("{dataset}")
    return "`\(ShellText.line(options))` reads \(counted(models, "model")) on "
      + "\(counted(datasets, "dataset")); in a plan `store: {\(keys.joined(separator: ", "))}`"
      + (datasetNames.map { " with `datasets: [\($0.joined(separator: ", "))]`" } ?? "") + "."
      + (isOne ? " --datasets NAME (datasets: [NAME]) names the dataset." : "")
  }
}

/// Templates of what lies beside features: labels, the reference, logits.
private struct Companions {
  /// By pair: the words in place of {model} and {dataset}; nil where features do not name them.
  private let pairs: [(model: String?, dataset: String?, rows: Int)]
  /// The template of the features' files, whose parts other templates leave out.
  private let file: String

  init(
    _ pattern: PathPattern, _ kinds: [PathTemplate.Part], _ group: [ForeignDataset], file: String
  ) {
    self.file = file
    let (model, dataset) = (kinds.firstIndex(of: .model), kinds.firstIndex(of: .dataset))
    pairs = zip(pattern.names, group).map { names, features in
      (model.map { names[$0] }, dataset.map { names[$0] }, features.rows)
    }
  }

  /// The first template that leads from every pair to one of `pool`.
  ///
  /// - Parameter hasRows: whether it must have as many rows as the features.
  func template(of pool: [ForeignDataset], hasRows: Bool) -> String? {
    let rows = Dictionary(pool.map { ($0.place, $0.rows) }, uniquingKeysWith: { first, _ in first })
    for candidate in pool {
      let file = generalised(candidate.place.file)
      let path = generalised(candidate.place.path)
      let fits = pairs.allSatisfy { pair in
        let found = rows[ObjectPlace(file: filled(file, pair), path: filled(path, pair))]
        return found.map { !hasRows || $0 == pair.rows } ?? false
      }
      guard fits, hasRows || !path.contains("{dataset}") else { continue }
      return file == self.file ? "/\(path)" : "\(file):/\(path)"
    }
    return nil
  }

  /// The path of the first pair's companion, with places for its names.
  private func generalised(_ path: String) -> String {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    for (name, place) in [(pairs[0].model, "{model}"), (pairs[0].dataset, "{dataset}")] {
      guard let name else { continue }
      parts = parts.map { part in
        part == name ? place : name.count > 2 ? part.replacing(name, with: place) : part
      }
    }
    return parts.joined(separator: "/")
  }

  private func filled(
    _ template: String, _ pair: (model: String?, dataset: String?, rows: Int)
  ) -> String {
    template.replacing("{model}", with: pair.model ?? "{model}")
      .replacing("{dataset}", with: pair.dataset ?? "{dataset}")
  }
}
