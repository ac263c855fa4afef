/// The pages, in the order of the menu. A path is one of these and nothing else, so that no address
/// reaches the file system.
package enum PageName: String, CaseIterable, Sendable {
  case overview = ""
  case answer, settings, models, now, motion, compare, runs, run, data, paper

  /// As the menu has it.
  var title: String {
    switch self {
    case .overview: "Experiments"
    case .answer: "Answer"
    case .settings: "Settings"
    case .models: "Models"
    case .now: "Now"
    case .motion: "Motion"
    case .compare: "Compare"
    case .runs: "Runs"
    case .run: "Run"
    case .data: "Data"
    case .paper: "Paper"
    }
  }

  var path: String { "/" + rawValue }

  /// Where the figure of the page Paper is as PDF, with that page's query.
  static let pdfPath = "/figure.pdf"

  /// The pages about one experiment that the menu offers; a run is reached from others.
  static let menu: [PageName] = [
    .answer, .settings, .models, .now, .motion, .compare, .runs, .data, .paper,
  ]
}
