import ArgumentParser
import Findings
import Foundation
import Ledger

/// `pedlab table`: the results of an experiment as a table.
struct TableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "The results of an experiment as a table for a paper, a page or a program.",
    discussion: """
      The default is the shape of the PED paper's main table: a row per metric, one per metric + \
      PED, a column per dataset and the mean. Where an experiment has several PED settings, the \
      table says which one it shows: the official defaults, or with --choice the one chosen on the \
      other datasets (leave_one_out), or the best seen (best_seen, optimistic). Where the official \
      defaults were not run, it shows the one chosen on the other datasets; nearest is the setting \
      nearest to them, which reports and pages draw.

      EXAMPLES
        pedlab table official-defaults --format latex > table.tex
        pedlab table step-size --choice leave_one_out --intervals
        pedlab table step-size --rows metric,radius_scale --columns step_size
        pedlab table ablations --preset ablation --where "metric = 'logme'"
        pedlab table step-size --preset ablation --base step_size=0.1,radius_scale=0.3
        pedlab table demo --rows method --columns group --group g=digits8,two_digits
      """)

  @Argument(help: "The experiment.")
  var experiment: String

  @OptionGroup var ledger: LedgerOption

  @Option(help: "text, markdown, latex, html, csv or json.")
  var format = TableFormat.text

  @Option(help: "What is shown: \(ResultValue.shown.map(\.name).joined(separator: ", ")).")
  var value: ResultValue?

  @Option(
    help: """
      paper: the default shape, with --baselines; ablation: one parameter at a time around the \
      official defaults; or the shape of a paper's main table: \
      \(TablePreset.all.map(\.name).joined(separator: ", ")).
      """)
  var preset: TablePresetChoice?

  @Option(
    name: .customLong("choice"),
    help: """
      Which PED setting: official, nearest (to official), leave_one_out, best_seen (may be repeated: a row \
      each).
      """)
  var choices: [SettingChoice] = []

  @Option(help: "With --preset ablation: what the base setting has in place of the defaults.")
  var base: String?

  @Option(
    help: """
      Rows: fields, separated by commas: \(PivotTable.fields.joined(separator: ", ")), any option of a \
      metric, and group (see --group).
      """)
  var rows: String?

  @Option(help: "Columns: fields, as for --rows.")
  var columns: String?

  @Option(
    name: .customLong("group"),
    help: """
      A group of datasets, NAME=DATASET,DATASET (may be repeated): a column with their mean, or the \
      field 'group' of --rows and --columns.
      """)
  var groups: [String] = []

  @Flag(help: "Leave out the columns of single datasets.")
  var groupsOnly = false

  @Option(name: .customLong("where"), help: "Only runs for which a condition holds.")
  var condition: String?

  @Option(
    help: """
      Only the setting with this number (`pedlab runs EXPERIMENT` shows them), beside the same metric \
      without PED.
      """)
  var setting: Int?

  @Option(help: "Decimals (default: 3, or as the preset has it).")
  var precision: Int?

  @Flag(
    inversion: .prefixedNo,
    help: """
      With the static ranker and chance as rows, a mark where a value is within chance or not told \
      apart from the best, and what the first choice costs (default: with --preset paper).
      """)
  var baselines: Bool?

  @Flag(help: "With 95 % intervals over models.")
  var intervals = false

  @Flag(help: "With the rows that the PED repository's README reports, marked as published.")
  var published = false

  @Option(
    help: """
      LaTeX: the width of the text in points, of a document of one column (\\the\\textwidth; 345 in an \
      article). Default: a paper of two columns.
      """)
  var textWidth: Double?

  @Option(help: "The caption, in place of the table's own.")
  var caption: String?

  @Option(help: "What \\ref takes in LaTeX (default: made of the experiment and the choices).")
  var label: String?

  func validate() throws {
    if let precision, !(0...12).contains(precision) {
      throw ValidationError("--precision is \(precision); allowed: 0 to 12.")
    }
    if let textWidth, !(100...2000).contains(textWidth) {
      throw ValidationError("--text-width is \(textWidth) points; allowed: 100 to 2000.")
    }
    if textWidth != nil, format != .latex {
      throw ValidationError("--text-width is for --format latex.")
    }
    if let preset, case .shape(let shape) = preset, value != nil || rows != nil {
      throw ValidationError(
        "--preset \(shape.name) says what is shown and what the rows are; leave out --value, --rows and"
          + " --columns.")
    }
    if (rows == nil) != (columns == nil) {
      throw ValidationError("--rows and --columns go together; give both, or neither.")
    }
    if baselines == true, let preset, case .shape(let shape) = preset {
      throw ValidationError(
        "--preset \(shape.name) has no rows for baselines; --preset paper has.")
    }
    if let twice = choices.first(where: { one in choices.count { $0 == one } > 1 }) {
      throw ValidationError("--choice \(twice.rawValue) is given twice.")
    }
    if base != nil, preset != .ablation {
      throw ValidationError("--base is for --preset ablation.")
    }
  }

  func run() throws {
    var table = try table()
    if let caption { table.caption = caption }
    table.label = label ?? table.label + ownLabel.suffix
    let text =
      switch format {
      case .text: table.text(within: Terminal.width)
      case .latex: table.latex(on: textWidth.map(LaTeXPage.init) ?? .twoColumns)
      default: table.written(as: format)
      }
    if format == .text { try Output.show(text) } else { try Output.print(text, terminator: "") }
  }

  private var ownLabel: TableLabel {
    var label = TableLabel()
    // The default shape names its statistic, choices and groups itself, a preset its statistic.
    if rows != nil || preset == .ablation { label.add(value.map(\.rawValue)) }
    if shape != nil {
      for choice in choices { label.add(choice.rawValue) }
    }
    if rows != nil || shape != nil {
      for group in groups { label.add(FileName.slug(group)) }
    }
    label.add("where", condition)
    label.add(setting.map { "setting-\($0)" })
    label.add("base", base)
    label.add(wantsBar ? "baselines" : nil)
    label.add(groupsOnly ? "groups-only" : nil)
    label.add(shape != nil && published ? "published" : nil)
    label.add(intervals ? "intervals" : nil)
    return label
  }

  private var wantsBar: Bool { baselines ?? (preset == .paper) }

  private var shown: ResultValue { value ?? .weightedTau }

  private var digits: Int {
    if case .shape(let shape) = preset { return precision ?? shape.digits }
    return precision ?? 3
  }

  private var filter: RunFilter? { RunFilter(condition: condition, setting: setting) }

  private var shape: TablePreset? {
    if case .shape(let shape) = preset { return shape }
    return nil
  }

  private func table() throws -> FindingsTable {
    let input = try TableInput.read(
      TableInput.Request(
        experiment: experiment, ledger: ledger.path, named: ledger.named, value: shown,
        others: shape?.statistics ?? [], condition: condition,
        setting: setting, wantsBar: wantsBar && rows == nil && preset != .ablation))
    let leftOut = input.leftOut
    guard let rows, let columns else { return try table(input, leftOut: leftOut) }
    var table = try PivotTable.table(
      input.cells, value: shown, rows: FieldList.fields(rows), columns: FieldList.fields(columns),
      experiment: experiment,
      groups: DatasetGroup.all(groups, known: input.cells.datasetNames),
      digits: digits, displayNames: input.displayNames,
      leftOut: (filter.map { [$0.sentence] } ?? []) + leftOut)
    table.showsIntervals = intervals
    return table
  }

  private func table(_ input: TableInput, leftOut: [String]) throws -> FindingsTable {
    let grid = ResultGrid(input.cells, value: shown)
    if preset == .ablation {
      var table = try AblationTable.table(
        grid, experiment: experiment, base: base.map { try PEDParameters(changes: $0) },
        digits: digits)
      table.notes += (filter.map { [$0.sentence] } ?? []) + leftOut
      return table
    }
    var options = PaperTable.Options()
    options.choices = choices
    options.groups = try DatasetGroup.all(groups, known: grid.datasets)
    options.showsDatasets = !groupsOnly
    options.showsPublished = published
    options.showsIntervals = intervals
    options.digits = digits
    options.filter = filter
    options.leftOut = leftOut
    options.displayNames = input.displayNames
    options.bar = input.bar
    if let shape {
      return PresetTable.table(shape, input.cells, experiment: experiment, options: options)
    }
    return PaperTable.table(grid, experiment: experiment, options: options)
  }
}

extension TableFormat: ExpressibleByArgument {}

extension ResultValue: ExpressibleByArgument {}

extension SettingChoice: ExpressibleByArgument {}
