import Findings
import Ledger
import Wording

/// Rank by score less rank by accuracy, of each model on each dataset: positive where the metric ranks a
/// model too low.
struct RankErrors {
  private let models: [String]
  private let datasets: [String]
  /// By model, in the order of the datasets.
  private let errors: [String: [Int?]]
  /// Accuracy lost by taking the metric's first: nil where there are no two accuracies.
  private let regrets: [Double?]

  init(_ entries: [ResultGrid.Entry?], _ datasets: [String], _ record: ExperimentRecord) throws {
    let runs = entries.compactMap { $0?.run }
    let scores = try record.scores(of: runs)
    var errors: [String: [Int?]] = [:]
    var regrets = [Double?](repeating: nil, count: datasets.count)
    for (place, entry) in entries.enumerated() {
      guard let run = entry?.run, let found = scores[run.id], found.models.count > 1 else {
        continue
      }
      for (model, error) in zip(found.models, Self.errors(found)) {
        errors[model, default: Array(repeating: nil, count: datasets.count)][place] = error
      }
      regrets[place] = PickRegret.topPick(
        scores: found.scores, accuracies: found.accuracies)
    }
    models = errors.keys.sorted()
    self.datasets = datasets
    self.errors = errors
    self.regrets = regrets
  }

  /// 1 for the greatest; equal ones share the better rank.
  private static func ranks(_ values: [Double]) -> [Int] {
    values.map { value in 1 + values.count { $0 > value } }
  }

  private static func errors(_ scores: RunScores) -> [Int] {
    zip(ranks(scores.scores), ranks(scores.accuracies)).map { $0 - $1 }
  }

  func html(_ title: String, _ state: PageState) -> HTML {
    var rows = models.map { model -> [PageTable.Cell] in
      let own = errors[model] ?? []
      let sizes = own.compactMap { $0 }.map { Double(abs($0)) }
      return [
        PageTable.Cell(content: ModelName.html(model, state)),
        .number(Typeset.fixed(SampleStatistics.mean(sizes), 1)),
      ] + own.map(Self.cell)
    }
    rows.append(
      [
        .text("accuracy lost by the first"),
        .number(Typeset.fixed(SampleStatistics.mean(regrets.compactMap { $0 }))),
      ]
        + regrets.map { .number(Typeset.fixed($0)) })
    return PageTable(
      caption: "\(title): rank by score less rank by accuracy (+ ranked too low, − too high)",
      header: ["model", "mean size"] + datasets.map { HTML("\($0)") }, rows: rows
    ).html
  }

  private static func cell(_ error: Int?) -> PageTable.Cell {
    guard let error else { return .number("—") }
    let text = error > 0 ? "+\(error)" : Typeset.minus("\(error)")
    return abs(error) >= largeError
      ? PageTable.Cell(content: "<b class=\"bad\">\(text)</b>", isNumber: true) : .number(text)
  }

  /// Ranks that are off by a quarter of a hub of usual size.
  private static let largeError = 4
}
