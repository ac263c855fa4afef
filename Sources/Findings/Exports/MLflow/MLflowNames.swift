/// Names of models as MLflow takes them, each different.
struct MLflowNames {
  /// In the order of the models.
  let keys: [String]
  /// The models whose key is not their name, by key.
  let changed: [(key: String, model: String)]

  /// A model whose name is allowed keeps it; others get a number where their name is taken.
  init(_ models: [String]) {
    var used = Set(models.filter { Self.key($0) == $0 })
    var changed: [(key: String, model: String)] = []
    keys = models.map { model in
      let plain = Self.key(model)
      guard plain != model else { return model }
      var key = plain
      var number = 2
      while !used.insert(key).inserted {
        key = "\(plain)_\(number)"
        number += 1
      }
      changed.append((key, model))
      return key
    }
    self.changed = changed
  }

  /// MLflow allows letters and digits of any script, `_ - . / :` and blanks; a slash would put the
  /// model into a folder, and so is replaced like the rest by `_`.
  private static func key(_ name: String) -> String {
    var key = ""
    for scalar in name.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        key.unicodeScalars.append(scalar)
      default:
        if "_-. ".unicodeScalars.contains(scalar) {
          key.unicodeScalars.append(scalar)
        } else {
          key += "_"
        }
      }
    }
    return key
  }
}
