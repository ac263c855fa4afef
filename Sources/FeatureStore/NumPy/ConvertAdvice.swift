import Wording

/// How a folder of files that pedlab does not read becomes a store, as far as its names tell.
struct ConvertAdvice {
  private let folder: String
  private let paths: [String]

  /// Endings of what `python -m pedlab.convert` reads.
  private static let endings = [
    ".npy", ".npz", ".pt", ".pth", ".safetensors", ".parquet", ".csv", ".pkl", ".pickle",
  ]
  private static let mostDepth = 3

  init(folder: String) {
    self.folder = folder
    let all = (try? FileTree.files(below: folder, suffix: "", depth: Self.mostDepth)) ?? []
    paths = all.filter { path in Self.endings.contains { path.hasSuffix($0) } }
  }

  /// A sentence; of folders of classes and of datasets, with the command that reads them.
  var sentence: String {
    let usual =
      "Files of other names and formats (.npy, .npz, .pt, .safetensors, Parquet, CSV) become a store by "
      + "python -m pedlab.convert"
    guard let first = paths.first else { return usual + ", which --help explains." }
    guard let command else {
      return usual
        + ": `python -m pedlab.convert --list \(ShellText.quoted(first))` shows what one holds."
    }
    return "\(command). \(usual)."
  }

  /// How deep the first file lies below the folder.
  private var depth: Int { paths[0].dropFirst(root.count).count { $0 == "/" } }

  private var root: String { folder.hasSuffix("/") ? folder : folder + "/" }

  private var command: String? {
    guard (1...Self.mostDepth).contains(depth) else { return nil }
    if depth == 1, paths.contains(where: { $0.hasSuffix("_feature.npy") }) {
      let options = ["--features", "--labels"].flatMap {
        [$0, "\(root){dataset}/{model}_\($0 == "--features" ? "feature" : "label").npy"]
      }
      return "If its folders are datasets: `\(Self.line(options))`"
    }
    let folders = Set(paths.compactMap { path in path.lastIndex(of: "/").map { path[..<$0] } })
    guard folders.count > 1, let dot = paths[0].lastIndex(of: ".") else { return nil }
    let (places, names): (String, [String]) =
      switch depth {
      case 1: ("{class}", ["--models", "MODEL", "--datasets", "DATASET"])
      case 2: ("{model}/{class}", ["--datasets", "DATASET"])
      default: ("{model}/{dataset}/{class}", [])
      }
    let options = ["--features", "\(root)\(places)/*\(paths[0][dot...])"] + names
    return "If its innermost folders are classes: `\(Self.line(options))`"
  }

  private static func line(_ options: [String]) -> String {
    "python -m pedlab.convert \(ShellText.line(options + ["--out", "store.h5"]))"
  }
}
