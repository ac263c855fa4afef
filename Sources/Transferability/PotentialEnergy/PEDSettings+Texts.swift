/// Settings as words: what ledgers keep, and tables show.
extension PEDSettings {
  /// The ablation switches that are not at the official value, as in plans.
  package var ablation: [String: String] {
    var ablation: [String: String] = [:]
    for parameter in PEDParameter.ablations {
      let value = parameter.value(in: self)
      if value != parameter.official { ablation[parameter.name] = value.description }
    }
    return ablation
  }

  /// Sets parameters by their names, from what ``MetricOption/description`` wrote.
  ///
  /// - Throws: ``PEDError`` for a name that PED does not have or a value that is not allowed: a newer
  ///   program's ledger has such, and reading it as another setting would be wrong.
  package mutating func set(_ texts: [String: String]) throws(PEDError) {
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      guard let parameter = PEDParameter.named(name) else {
        throw PEDError(
          "PED has no parameter \"\(name)\" (here \(text)); it has: "
            + PEDParameter.all.map(\.name).joined(separator: ", ") + ".")
      }
      try parameter.set(MetricOption(parsing: text), in: &self)
    }
  }
}
