/// Where the parts of a heat map stand: cells as wide as the figure allows and their values need; panels
/// below each other where beside each other their columns could not be named. On a telephone, names of
/// models that have no room beside their cells stand above them.
struct HeatMapLayout {
  let header: ChartHeader
  let rowNames: [String]
  /// Names of columns, level or turned.
  let columnNames: [[String]]
  let areTurned: Bool
  let width: Double
  let height: Double
  /// Left of the first cell.
  let left: Double
  private let firstTop: Double
  /// Of a panel with what is above and below it.
  private let panelHeight: Double
  private let rowsHeight: Double
  /// Whether panels stand below each other.
  let isStacked: Bool
  let cellWidth: Double
  /// Whether the widest value fits in a cell.
  let showsValues: Bool
  let cellHeight: Double
  /// Whether names of rows stand above their cells, and those of columns above the first row too.
  let areNamesAbove: Bool
  /// What names of columns take.
  private let columnDepth: Double
  private let panelWidths: [Double]

  private static let gap = 18.0
  private static let cells = (narrowest: 30.0, widest: 66.0)
  private static let turnedRoom = 120.0
  /// Turned names of columns need so much to stand beside each other.
  private static let narrowestNamed = 14.0
  static let barHeight = 34.0
  static let titleHeight = 20.0
  private static let nameHeight = 15.0
  /// Of a row whose name stays apart from the next.
  private static let lowest = 13.0
  private static let margin = 14.0

  init(_ map: HeatMap, _ format: FigureFormat) {
    let rowCount = Double(map.rows.count)
    let counts = map.panels.map(\.columns.count)
    let total = Double(counts.reduce(0, +))
    let labelRoom = format.isFixed ? format.width(0) * 0.24 : 190
    let beside = TextFit.distinct(map.rows, to: labelRoom, style: .small)
    areNamesAbove = format == .narrow && map.hasModels && beside != map.rows
    let rowNames =
      areNamesAbove
      ? TextFit.distinct(map.rows, to: format.width(0) - 2 * Self.margin, style: .small) : beside
    let names = rowNames.map(TextStyle.small.width) + [TextStyle.text.width(map.yName)]
    let left = Self.margin + (areNamesAbove ? 0 : names.max() ?? 0)
    let needed = Self.widestValue(map) + (areNamesAbove ? 2 : 8)
    let room = format.width(0) - left - Self.margin
    let between = Self.gap * Double(max(map.panels.count - 1, 0))
    isStacked =
      format.isFixed && map.panels.count > 1
      && (room - between) / max(total, 1) < (format.isPaper ? Self.narrowestNamed : needed)
    let across = isStacked ? Double(counts.max() ?? 1) : total
    let gaps = isStacked ? 0 : between
    let natural = min(max(needed, Self.cells.narrowest), Self.cells.widest)
    let fitting = (room - gaps) / max(across, 1)
    // A page scrolls rather than hide a value; on paper, what does not fit is left out.
    let hasRoom = format.isPaper || fitting >= needed
    let wanted =
      format.isFixed && hasRoom
      ? min(fitting, Self.cells.widest) : max(natural, !format.isFixed && total < 9 ? 56 : 0)
    cellWidth = max(wanted, 12)
    showsValues = Self.widestValue(map) <= cellWidth
    let tall = map.rows.count > 16 ? 20.0 : map.panels.contains { !$0.partial.isEmpty } ? 38 : 30
    let content = left + cellWidth * across + gaps + Self.margin
    width = format.isPaper ? format.width(0) : max(content, format.width(420))
    // The title is in sight, whatever scrolls.
    header = ChartHeader(
      map.title, map.subtitle, width: min(width, format.width(width)), format: format)
    let cell = cellWidth
    areTurned = map.panels.contains { panel in
      panel.columns.contains { TextStyle.small.width($0) > cell - 4 }
    }
    let turned = areTurned
    columnNames = map.panels.map { panel in
      turned ? TextFit.distinct(panel.columns, to: Self.turnedRoom, style: .small) : panel.columns
    }
    let longest = columnNames.joined().map(TextStyle.small.width).max() ?? 0
    columnDepth = turned ? longest + 12 : 20
    let hasLineAbove = !map.yName.isEmpty || map.panels.contains { $0.title != nil }
    let above = (hasLineAbove ? Self.titleHeight : 4) + (areNamesAbove ? columnDepth : 0)
    firstTop = header.height + above
    let around = above + columnDepth + Self.axisAndBar(map)
    let stacked = Double(isStacked ? map.panels.count : 1)
    let highest = (format.mostHeight - header.height) / stacked - around
    cellHeight = min(tall, max(highest / rowCount, Self.lowest))
    rowsHeight = (cellHeight + (areNamesAbove ? Self.nameHeight : 0)) * rowCount
    panelHeight = around + rowsHeight
    height = header.height + panelHeight * stacked
    self.left = left
    self.rowNames = rowNames
    panelWidths = counts.map { Double($0) * cell }
  }

  private static func widestValue(_ map: HeatMap) -> Double {
    map.panels.flatMap { panel in
      panel.values.joined().compactMap { $0 }.map {
        TextStyle.value.width(HeatMapDrawing.text($0, panel))
      }
    }.max() ?? 30
  }

  /// What the axis and the bar of colours take.
  private static func axisAndBar(_ map: HeatMap) -> Double {
    (map.panels.contains { !$0.xName.isEmpty } ? 20 : 4)
      + (map.panels.contains { $0.barName != nil } ? barHeight + 12 : 4)
  }

  /// Of the cells of a row.
  func cellTop(_ panel: Int, _ row: Int) -> Double {
    let nameHeight = areNamesAbove ? Self.nameHeight : 0
    return top(panel) + (cellHeight + nameHeight) * Double(row) + nameHeight
  }

  /// Above the first row of a panel, and above the names of columns where they stand there.
  func aboveNames(_ panel: Int) -> Double { top(panel) - (areNamesAbove ? columnDepth : 0) }

  /// Of the first row of a panel.
  func top(_ panel: Int) -> Double { firstTop + (isStacked ? panelHeight * Double(panel) : 0) }

  /// Below the last row of a panel.
  func bottom(_ panel: Int) -> Double { top(panel) + rowsHeight }

  func panelLeft(_ index: Int) -> Double {
    isStacked ? left : left + panelWidths[..<index].reduce(0) { $0 + $1 + Self.gap }
  }

  /// Below the names of a panel's columns.
  func belowNames(_ panel: Int) -> Double { bottom(panel) + columnDepth }
}
