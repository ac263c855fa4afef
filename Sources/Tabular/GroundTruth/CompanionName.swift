/// Names of columns that stand beside results and are none: the spread of another column, and the size of
/// a model.
package enum CompanionName {
  /// How the spread of another column is called: accuracy_std.
  private static let spreads = ["std", "sd", "stderr", "se", "sem", "ci", "ci95"]
  private static let sizes: Set<String> = [
    "params", "nparams", "numparams", "parameters", "parametercount", "flops", "mflops", "gflops",
    "macs", "gmacs", "modelsize", "sizemb", "dim", "featuredim", "dimension", "latency",
    "throughput", "runtime", "seconds", "year", "epoch", "epochs", "seed",
  ]

  /// The word for a spread in a name: alone, or behind or before the name of another column.
  package static func spread(in name: String, among names: [String]) -> String? {
    let name = name.lowercased()
    let others = Set(names.map { $0.lowercased() })
    return spreads.first { word in
      name == word
        || ["_", "-", " ", "."].contains { between in
          (name.hasSuffix(between + word) && others.contains(String(name.dropLast(word.count + 1))))
            || (name.hasPrefix(word + between)
              && others.contains(String(name.dropFirst(word.count + 1))))
        }
    }
  }

  /// - Parameter names: what accuracies call their datasets.
  /// - Throws: ``CSVError`` for the first that reads as the spread of another one, or as a size of models.
  package static func refuse(datasets names: [String], in source: String) throws {
    for name in names {
      // "#params (M)"
      let plain = name.prefix { !"([".contains($0) }.lowercased().filter(\.isLetter)
      let isSize = sizes.contains(plain)
      guard isSize || spread(in: name, among: names) != nil else { continue }
      let reading = isSize ? "a property of the models" : "the spread of another column"
      throw CSVError(
        "\(source): the dataset '\(name)' reads as \(reading), which would count as one more dataset. "
          + "Take it out, or rename it.")
    }
  }
}
