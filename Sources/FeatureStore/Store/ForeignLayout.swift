import Wording

/// HDF5 files that are no store: what they hold, and how they can be read.
struct ForeignLayout {
  private let content: [ForeignDataset]
  private let proposal: TemplateProposal?
  private let first: String

  /// Files and datasets that are looked at, at most.
  private static let mostFiles = 500
  private static let mostDatasets = 5_000

  /// - Parameter paths: of files; those that cannot be read are left out.
  init(_ paths: [String], _ files: StoreFiles = StoreFiles(policy: ExternalFiles(allowsAny: false)))
  {
    first = paths.first ?? ""
    var content: [ForeignDataset] = []
    for path in paths.prefix(Self.mostFiles) {
      try? files.walk(ObjectPlace(file: path, path: "/")) { inner, member in
        guard content.count < Self.mostDatasets else { return .skip }
        if case .group = member.target { return .enter }
        if case .dataset(let place) = member.target,
          let found = try? HDF5Dataset(files.file(place.file), place.path)
        {
          content.append(ForeignDataset(file: path, path: inner, found.description))
        }
        return .skip
      }
    }
    self.content = content
    proposal = TemplateProposal.best(content)
  }

  /// The HDF5 files in a folder; nil if there are none.
  ///
  /// - Parameter depth: folders below it that are entered; nil: all.
  init?(folder: String, depth: Int? = nil) {
    let all = (try? FileTree.files(below: folder, suffix: "", depth: depth)) ?? []
    let own = all.filter { path in Self.endings.contains { path.lowercased().hasSuffix($0) } }
    guard !own.isEmpty else { return nil }
    self.init(own)
  }

  private static let endings = [".h5", ".hdf5", ".hdf", ".h5ad", ".mat"]
  private static let mostNamed = 6

  /// What a file holds, and what reads it, with the files beside it if they are of its kind.
  static func sentence(of path: String, _ files: StoreFiles) -> String {
    let own = ForeignLayout([path], files)
    guard !own.content.isEmpty else { return "It holds no datasets." }
    let held = own.content.prefix(mostNamed).map(\.shown).joined(separator: ", ")
    let more = own.content.count > mostNamed ? " and \(own.content.count - mostNamed) more" : ""
    let size = own.proposal?.size ?? 0
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    let all = size > 1 ? nil : ForeignLayout(folder: folder, depth: 0)
    let best = all?.proposal.flatMap { $0.size > size && $0.takes(path) ? all : nil } ?? own
    return "It holds \(held)\(more). \(best.advice)"
  }

  /// What reads the files.
  var advice: String {
    if let proposal { return proposal.sentence }
    let features = content.filter { $0.role == .features }
    guard let first = features.first else { return Self.remedy }
    let alike = features.filter { $0.parts.count == first.parts.count }
    let pattern = PathPattern.patterns(alike.map(\.parts), fileParts: first.fileParts).first
    let names = pattern?.names[0].count ?? 0
    let (file, path) =
      pattern?.filled(["{model}", "{dataset}"]) ?? (first.place.file, "/\(first.place.path)")
    let words =
      ["--features", "\(file):\(path)", "--labels", "labels.csv:COLUMN"]
      + (names == 0 ? ["--models", "MODEL"] : []) + (names < 2 ? ["--datasets", "DATASET"] : [])
    return "No labels that fit them were found. If they are in a file of another kind: `python -m "
      + "pedlab.convert \(ShellText.line(words + ["--out", "store.h5"]))`. \(Self.remedy)"
  }

  private static let remedy =
    "Files of other layouts are read by path templates: --features '/{model}/{dataset}/x' and --labels "
    + "'/{dataset}/y', in a plan the keys files, features and labels of store."
}
