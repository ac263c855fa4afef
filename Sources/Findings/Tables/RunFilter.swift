/// By what somebody picked the runs that a table shows: each table says it.
package enum RunFilter: Sendable, Equatable {
  /// A condition on runs.
  case condition(String)
  /// The number of a setting, beside the same metric without PED.
  case setting(Int)
  /// Both.
  case both(String, setting: Int)

  /// nil where all runs count.
  package init?(condition: String?, setting: Int?) {
    switch (condition, setting) {
    case (let condition?, let setting?): self = .both(condition, setting: setting)
    case (let condition?, nil): self = .condition(condition)
    case (nil, let setting?): self = .setting(setting)
    case (nil, nil): return nil
    }
  }

  /// The option that was given.
  var option: String {
    switch self {
    case .condition: "--where"
    case .setting, .both: "--setting"
    }
  }

  /// Under the table.
  package var sentence: String {
    switch self {
    case .condition(let condition): "Only runs for which \(condition)."
    case .setting(let number): "Only setting \(number), and the same metric without PED."
    case .both(let condition, let number):
      "Only setting \(number), and the same metric without PED, of the runs for which \(condition)."
    }
  }
}
