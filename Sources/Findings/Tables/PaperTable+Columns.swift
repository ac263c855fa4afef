import Ledger

extension PaperTable {
  /// A dataset, a mean over datasets, or the mean of another statistic.
  struct Column {
    let name: String
    /// Indices of datasets.
    let datasets: [Int]
    let isMean: Bool
    /// The mean over all datasets of what the table shows.
    var isMain = false
    let grid: ResultGrid

    var better: ResultValue.Better { grid.value.better }

    /// What a row has on the datasets of the column.
    ///
    /// - Parameter settings: the setting that the row shows on each dataset of the table.
    func entries(_ settings: [MethodSetting?]) -> [ResultGrid.Entry?] {
      datasets.map { place in
        settings[place].flatMap { grid.entry($0, grid.datasets[place]) }
      }
    }
  }

  var columns: [Column] {
    let all = Array(grid.datasets.indices)
    let single = all.map {
      Column(name: grid.datasets[$0], datasets: [$0], isMean: false, grid: grid)
    }
    let groups = options.groups.map { group in
      Column(
        name: group.name, datasets: all.filter { group.datasets.contains(grid.datasets[$0]) },
        isMean: true, grid: grid)
    }
    let others = (options.bar?.others ?? []).map { other in
      Column(name: other.grid.value.brief, datasets: all, isMean: true, grid: other.grid)
    }
    return (options.showsDatasets ? single : []) + groups
      + [Column(name: "mean", datasets: all, isMean: true, isMain: true, grid: grid)] + others
  }
}
