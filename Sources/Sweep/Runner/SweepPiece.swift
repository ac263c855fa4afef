/// Runs of one dataset that are scored under all their models before others are begun.
struct SweepPiece: Sendable {
  let assemblies: [RunAssembly]
  /// Models that are needed later and stay prepared; nil: all of them.
  private let kept: Set<String>?

  init(assemblies: [RunAssembly], keeping kept: Set<String>?) {
    (self.assemblies, self.kept) = (assemblies, kept)
  }

  /// Whether a model stays prepared when all evaluations of these runs have ended.
  func keeps(_ model: String) -> Bool { kept?.contains(model) ?? true }
}
