extension FeatureStore {
  /// A text attribute of each model's group (/models/MODEL), where it has one.
  package func texts(ofModels attribute: String) -> [String: String] {
    attributes { file, path in (try? file.strings(of: path, attribute: attribute))??.first }
  }

  /// A number attribute of each model's group, where it has one.
  package func numbers(ofModels attribute: String) -> [String: Double] {
    // An attribute of another type is no number of the model.
    attributes { file, path in (try? file.numbers(of: path, attribute: attribute))??.first }
  }

  /// The columns of each model's features, where they are the same on all datasets.
  package func dimensions() -> [String: Int] {
    var found: [String: Set<Int>] = [:]
    for entry in summary().entries where entry.kind == "features" && entry.shape.count == 2 {
      if let model = entry.model { found[model, default: []].insert(entry.shape[1]) }
    }
    return found.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  private func attributes<Value>(_ read: (HDF5File, String) -> Value?) -> [String: Value] {
    var found: [String: Value] = [:]
    for model in models {
      let path = "/models/\(model)"
      for name in catalogue.files where FileKind(name) == .file {
        guard case .group(let place) = files.resolve(path, in: name),
          let file = try? files.file(place.file), let value = read(file, place.path)
        else { continue }
        found[model] = value
        break
      }
    }
    return found
  }
}
