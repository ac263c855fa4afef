/// Which PED setting stands for "with PED" where an experiment has several.
package enum SettingChoice: String, CaseIterable, Sendable {
  /// The official script's defaults: chosen without looking at any result.
  case official
  /// The setting nearest to the official defaults, for experiments that did not run them. It was not
  /// chosen by its results either.
  case nearest
  /// Leave one dataset out: for each dataset, the setting with the best mean on the others.
  case leaveOneOut = "leave_one_out"
  /// For each dataset the setting that is best there: an upper bound, chosen by the very numbers
  /// that are reported.
  case bestSeen = "best_seen"

  /// What one chooses from: ``nearest`` stands in for ``official`` where that was not run.
  package static let offered: [SettingChoice] = [.official, .leaveOneOut, .bestSeen]

  /// In the rows of a table.
  package var label: String {
    switch self {
    case .official: "official defaults"
    case .nearest: "the setting nearest to the official defaults"
    case .leaveOneOut: "chosen on the other datasets (leave one dataset out)"
    case .bestSeen: "best seen on each dataset (optimistic: chosen by the numbers shown)"
    }
  }

  /// Where there is little room.
  package var shortLabel: String {
    switch self {
    case .official: "official"
    case .nearest: "nearest to official"
    case .leaveOneOut: "leave-one-out"
    case .bestSeen: "best seen"
    }
  }
}
