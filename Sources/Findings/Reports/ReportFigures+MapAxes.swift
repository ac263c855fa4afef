import Ledger

/// Which parameters a heat map is over, and where its cells lead.
extension ReportData {
  /// Those with more than one value, the most values first.
  func mapParameters(_ base: MethodSetting) -> [String] {
    Self.widest(SettingFactors(grid.pedSettings(of: base).compactMap(\.ped))).map(\.name)
  }

  private static func widest(_ factors: SettingFactors) -> [SettingFactors.Factor] {
    factors.factors.sorted { ($1.levels.count, $0.name) < ($0.levels.count, $1.name) }
  }

  /// nil where fewer than two parameters vary.
  static func axes(
    _ factors: SettingFactors, _ wanted: ParameterAxes?
  ) -> (x: SettingFactors.Factor, y: SettingFactors.Factor)? {
    let widest = widest(factors)
    guard widest.count > 1 else { return nil }
    let x = widest.first { $0.name == wanted?.x } ?? widest.first { $0.name != wanted?.y }
    let y =
      widest.first { $0.name == wanted?.y && $0.name != x?.name }
      ?? widest.first { $0.name != x?.name }
    guard let x, let y else { return nil }
    return (x, y)
  }

  /// Of the settings of each cell the one nearest to the setting that is drawn; rows x columns.
  func links(
    _ settings: [MethodSetting], _ x: SettingFactors.Factor, _ y: SettingFactors.Factor,
    _ link: (PEDParameters) -> String?
  ) -> [[String?]] {
    let center = drawn ?? .official
    var nearest: [Int: (ped: PEDParameters, distance: Double)] = [:]
    for (place, setting) in settings.enumerated() {
      guard let ped = setting.ped else { continue }
      let cell = y.codes[place] * x.levels.count + x.codes[place]
      let distance = ped.distance(to: center)
      if let known = nearest[cell], known.distance <= distance { continue }
      nearest[cell] = (ped, distance)
    }
    return y.levels.indices.map { row in
      x.levels.indices.map { column in
        nearest[row * x.levels.count + column].flatMap { link($0.ped) }
      }
    }
  }
}
