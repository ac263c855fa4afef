import Wording

extension ChoicePrice.Subject {
  /// "LogME", "Mean of ranks (of=logme+gbc)"
  var metric: String {
    switch self {
    case .ped(let base, _): base.metricTitle
    case .weights(let family): family.equal.metricTitle
    }
  }

  /// "LogME + PED"
  var title: String { if case .ped = self { "\(metric) + PED" } else { metric } }

  /// What one of the candidates is.
  func text(_ setting: MethodSetting) -> String {
    switch self {
    case .ped: setting.pedText
    case .weights(let family): "weights \(family.text(setting))"
    }
  }

  /// What was not chosen by results.
  var given: String {
    switch self {
    case .ped: "official defaults"
    case .weights: "equal weights"
    }
  }
}

extension ChoicePrice {
  /// For people.
  package var text: String {
    let method = subject.title
    var text =
      "\(method): the best of \(counted(test.settings, "setting")) (\(subject.text(best))) has a mean "
      + "weighted tau of \(mean(bestPlace)) over "
      + "\(counted(datasets, "dataset")); p \(Printed.fixed(test.adjusted[bestPlace], decimals: 4)), "
      + "adjusted for the choice. Under chance the best reaches "
      + "\(Printed.fixed(test.bar, decimals: 3)) one time in twenty.\n"
    if let official {
      text +=
        "\(method), \(subject.given): \(mean(official)); p "
        + "\(Printed.fixed(test.single[official], decimals: 4)), as a setting that was named beforehand.\n"
    }
    if leftOut > 0 {
      text +=
        "\(counted(leftOut, "setting")) without a value over all models on some dataset \(leftOut == 1 ? "is" : "are") "
        + "not among them.\n"
    }
    return text
  }

  /// As tables have it, and as the test has it where that is another number.
  private func mean(_ setting: Int) -> String {
    let shown = Printed.fixed(tableMeans[setting], decimals: 3)
    let tested = Printed.fixed(test.means[setting], decimals: 3)
    return shown == tested
      ? shown
      : "\(shown) (\(tested) in the test, which takes equal values in the order of the models)"
  }

  /// For programs.
  package var json: JSONValue {
    .object([
      ("metric_title", .text(subject.metric)), ("settings", .integer(test.settings)),
      ("left_out", .integer(leftOut)), ("datasets", .integer(datasets)),
      ("permutations", .integer(test.permutations)), ("best_setting", .text(subject.text(best))),
      ("best_mean", .number(tableMeans[bestPlace])), ("bar", .number(test.bar)),
      ("p_adjusted", .number(test.adjusted[bestPlace])),
      ("official_mean", .optional(official.map { tableMeans[$0] })),
      ("p_official", .optional(official.map { test.single[$0] })),
    ])
  }
}
