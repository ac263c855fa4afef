import Wording

extension FeatureStore {
  /// A text attribute of each model's group (/models/MODEL), where it has one.
  ///
  /// - Throws: ``StoreError`` if it is a number, or cannot be read.
  package func texts(ofModels attribute: String) throws -> [String: String] {
    try attributes { file, path in
      if let text = try file.strings(of: path, attribute: attribute)?.first { return text }
      guard let number = try file.numbers(of: path, attribute: attribute)?.first else {
        return nil
      }
      throw StoreError(
        "\(file.path): the attribute \(attribute) of \(path) is the number "
          + "\(Printed.significant(number)); it must be text.")
    }
  }

  /// A number attribute of each model's group, where it has one.
  ///
  /// - Throws: ``StoreError`` if it is text, or cannot be read.
  package func numbers(ofModels attribute: String) throws -> [String: Double] {
    try attributes { file, path in
      if let numbers = try file.numbers(of: path, attribute: attribute) {
        guard numbers.count == 1 else {
          throw StoreError(
            "\(file.path): the attribute \(attribute) of \(path) has \(numbers.count) numbers; it"
              + " must be one number.")
        }
        return numbers[0]
      }
      guard let text = try file.strings(of: path, attribute: attribute)?.first else {
        return nil
      }
      throw StoreError(
        "\(file.path): the attribute \(attribute) of \(path) is the text \"\(text)\"; "
          + "it must be a number.")
    }
  }

  /// The columns of each model's features, where they are the same on all datasets.
  package func dimensions() -> [String: Int] {
    var found: [String: Set<Int>] = [:]
    for entry in summary().entries where entry.kind == "features" && entry.shape.count == 2 {
      if let model = entry.model { found[model, default: []].insert(entry.shape[1]) }
    }
    return found.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  private func attributes<Value>(
    _ read: (HDF5File, String) throws -> Value?
  ) throws -> [String: Value] {
    var found: [String: Value] = [:]
    for model in models {
      let path = "/models/\(model)"
      for name in catalogue.files where FileKind(name) == .file {
        guard case .group(let place) = files.resolve(path, in: name),
          let value = try read(try files.file(place.file), place.path)
        else { continue }
        found[model] = value
        break
      }
    }
    return found
  }
}
