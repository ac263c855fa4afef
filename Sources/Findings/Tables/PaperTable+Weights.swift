import Ledger
import Wording

extension PaperTable {
  /// What stands in a table for combined metrics whose weights are chosen.
  struct WeightRows {
    var rows: [FindingsTable.Row] = []
    /// What each row shows on each dataset, where it shows a setting.
    var settings: [[MethodSetting?]?] = []
    var notes: [String] = []

    mutating func add(_ row: FindingsTable.Row, _ chosen: [MethodSetting?]? = nil) {
      rows.append(row)
      settings.append(chosen)
    }
  }

  /// A row for each combination of metrics, its weights chosen on the other datasets: without PED, and
  /// with its official defaults; each against equal weights.
  func weightRows(_ section: Int) -> WeightRows {
    var found = WeightRows()
    for family in grid.weightFamilies {
      for ped in [nil, PEDParameters.official] {
        add(family.with(ped), ped == nil ? "" : " + PED", section, to: &found)
      }
      found.notes.append(
        "\(family.title): for each dataset the weights with the best mean on the others, of "
          + "\(family.candidates.count); `pedlab statistics \(experiment) --part permutation` says what "
          + "the choice is worth.")
    }
    return found
  }

  private func add(
    _ family: WeightFamily, _ suffix: String, _ section: Int, to found: inout WeightRows
  ) {
    let choices: [SettingChoice] =
      options.choices.contains(.bestSeen) ? [.leaveOneOut, .bestSeen] : [.leaveOneOut]
    for choice in choices {
      guard let selection = SettingSelection(grid, family, choice: choice) else { continue }
      let chosen = grid.datasets.map { selection.settings[$0] }
      let seen = choice == .bestSeen ? " (\(choice.shortLabel))" : ""
      var row = row(family.title + suffix + seen, chosen, section)
      row.isUnranked = choice == .bestSeen
      found.add(row, chosen)
      guard options.showsDifferences, grid.settings.contains(family.equal) else { continue }
      let equal: [MethodSetting?] = grid.datasets.map { _ in family.equal }
      found.add(difference(equal, chosen, section, choice, label: "Δ to equal weights"))
    }
  }
}
