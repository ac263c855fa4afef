import Sweep
import Testing
import Transferability

/// Plans are read strictly: a mistake is a sentence with its line, the value seen, and what is
/// allowed.
struct PlanTests {
  static let minimal = """
    experiment: try
    store: store.h5
    metrics: [logme]

    """

  static func plan(_ more: String, overrides: [String] = []) throws -> Plan {
    try Plan.parse(minimal + more, path: "plan.yaml", overrides: overrides)
  }

  @Test func `Defaults are the official settings`() throws {
    let settings = try SettingGrid(Self.plan("")).settings
    #expect(settings.count == 2)
    #expect(settings[0].ped == nil)
    let ped = try #require(settings[1].ped)
    #expect(ped.stepSize == 0.1 && ped.iterations == 6 && ped.forceConstant == 1)
    #expect(ped.radiusScale == 0.6 && ped.exitRatio == 0.5 && ped.rescale == .reference)
  }

  @Test func `Grid holds each combination once`() throws {
    let grid = try SettingGrid(
      Self.plan("ped:\n  step_size: [0.05, 0.1, 0.2]\n  iterations: [1, 6]\nmotion: ped\n"))
    #expect(grid.settings.count == 6)
    #expect(Set(grid.settings).count == 6)
  }

  @Test func `Exclude takes points away`() throws {
    let grid = try SettingGrid(
      Self.plan(
        """
        ped: {step_size: [0.1, 0.5], iterations: [2, 6]}
        motion: [ped]
        exclude: ["step_size > 0.1 and iterations > 4"]
        """))
    #expect(grid.settings.count == 3)
    #expect(grid.excluded == 1)
  }

  @Test(arguments: [
    (
      "ped: {step_size: [0.1, 0.5]}\nexclude: [\"step_size > 1\", \"step_size = 0.1\"]\n",
      ["exclude: \"step_size > 1\" leaves out no point of the grid"]
    ),
    (
      "ped: {step_size: [0.1, 0.5]}\nmotion: none\n",
      ["motion is none, so the plan's ped.step_size has no effect"]
    ),
    ("ped: {step_size: [0.1, 0.5]}\nexclude: [\"step_size = 0.1\"]\n", []),
    ("motion: none\n", []),
  ])
  func whatHasNoEffectIsSaid(text: String, remarks: [String]) throws {
    #expect(try SettingGrid(Self.plan(text)).remarks == remarks)
  }

  @Test(arguments: [
    ("exclude: [\"step_size = '0.1'\"]\n", "step_size is a number; write 0.1 without quotes"),
    ("exclude: [\"clip = 'true'\"]\n", "clip is a number, and 'true' is text"),
    ("sampling: {random: 2, sobol: 4}\n", "sampling names random and sobol; one of them draws"),
    (
      "sampling: {random: 1, seed: 9007199254740992}\n",
      "sampling.seed is 9007199254740992; it must be a whole number from 0 to 9007199254740991"
    ),
  ])
  func whatCannotBeMeantIsRefused(text: String, message: String) throws {
    let error = #expect(throws: PlanError.self) { try SettingGrid(Self.plan(text)) }
    #expect(error.map { "\($0)".contains(message) } == true, "\(String(describing: error))")
  }

  @Test func `A key that is overridden twice is refused`() throws {
    let text = "experiment: try\nstore: store.h5\nmetrics: [logme]\n"
    let error = #expect(throws: PlanError.self) {
      try Plan.parse(
        text, path: "plan.yaml", overrides: ["ped.step_size=0.2", "ped.step_size=0.3"])
    }
    #expect(
      error.map {
        "\($0)".contains("ped.step_size is given twice, as ped.step_size=0.2 too; write")
      }
        == true)
  }

  @Test func `An override that takes an earlier one with it is refused`() throws {
    let text = "experiment: try\nstore: store.h5\nmetrics: [logme]\nped: {exit_ratio: 0.3}\n"
    func parse(_ overrides: [String]) throws -> Plan {
      try Plan.parse(text, path: "plan.yaml", overrides: overrides)
    }
    let values = ["ped.step_size=0.2", "ped={iterations: 2}"]
    let error = #expect(throws: PlanError.self) { try parse(values) }
    #expect(
      error.map {
        "\($0)".contains("it replaces all of ped, and ped.step_size=0.2, which is given")
      }
        == true)
    #expect(try parse(values.reversed()).pedAxes.map(\.name) == ["step_size", "iterations"])
  }

  @Test func `Ranges are spaced and end exactly`() throws {
    let plan = try Self.plan("ped: {step_size: {logspace: [0.01, 1, 3]}}\nmotion: ped\n")
    let steps = try SettingGrid(plan).settings.compactMap { $0.ped?.stepSize }
    #expect(steps.first == 0.01 && steps.last == 1)
    // exp(log 0.01 + ...) gives 0.10000000000000002, which would not be the official default.
    #expect(steps[1] == 0.1)
  }

  @Test func `Seeds are repetitions and options are settings`() throws {
    let plan = try Plan.parse(
      """
      experiment: try
      store: store.h5
      metrics: [logme]
      motion: none
      metric_options: {logme: {variant: [fixed_point, icml]}}
      """, path: "plan.yaml")
    let settings = try SettingGrid(plan).settings
    #expect(settings.map { $0.options["variant"] } == [nil, .text("icml")])
  }

  @Test func `Overrides replace values`() throws {
    let plan = try Self.plan(
      "ped: {step_size: 0.3}\n", overrides: ["ped.step_size=0.1,0.2", "motion=ped"])
    let steps = try SettingGrid(plan).settings.map { $0.ped?.stepSize }
    #expect(steps == [0.1, 0.2])
  }

  @Test func `Random sampling is seeded`() throws {
    let text = """
      ped: {step_size: {loguniform: [0.01, 1]}, iterations: [1, 2, 3, 4]}
      motion: ped
      sampling: {random: 50, seed: 7}
      """
    let first = try SettingGrid(Self.plan(text)).settings
    #expect(first == (try SettingGrid(Self.plan(text)).settings))
    #expect(first.count == 50)
    let other = try SettingGrid(Self.plan(text, overrides: ["sampling.seed=8"])).settings
    #expect(first != other)
    #expect(first.allSatisfy { (0.01...1).contains($0.ped?.stepSize ?? 0) })
  }

  /// Each dyadic interval of length 1/16 holds exactly one of the first 16 points.
  @Test(arguments: [
    (
      "ped: {step_size: {uniform: [-1, 1]}}\nmotion: ped\nsampling: {random: 5}\n",
      "plan.yaml, line 4: ped.step_size.uniform holds -1.0; ped.step_size must be above 0"
    ),
    (
      "metric_options: {nleep: {seed: [one]}}\n",
      "plan.yaml, line 4: metric_options.nleep.seed is \"one\"; allowed are integers from 0"
    ),
  ])
  func `A value out of range has no setting`(_ text: String, _ expected: String) {
    let error = #expect(throws: PlanError.self) {
      try SettingGrid(Self.plan(text, overrides: ["metrics=nleep"]))
    }
    #expect(error?.description == expected)
  }

  @Test func `Sobol points are stratified`() throws {
    let plan = try Self.plan(
      """
      ped: {step_size: {uniform: [1, 2]}, force_constant: {uniform: [1, 2]}}
      motion: ped
      sampling: {sobol: 16, seed: 3}
      """)
    let points = try SettingGrid(plan).settings.compactMap(\.ped)
    for value in [points.map(\.stepSize), points.map(\.forceConstant)] {
      #expect(Set(value.map { Int(($0 - 1) * 16) }).count == 16)
    }
  }

  @Test(arguments: [
    (
      "ped:\n  step_sice: 0.1\n",
      "plan.yaml, line 5: unknown key \"step_sice\" in ped (did you mean \"step_size\"?); allowed"
    ),
    ("modles: all\n", "plan.yaml, line 4: unknown key \"modles\" (did you mean \"models\"?);"),
    (
      "ped: {<<: {step_size: 1}}\n",
      "plan.yaml, line 4: merge keys (<<) are not read in ped; write the keys out"
    ),
    (
      "ground_truth: ''\n",
      "plan.yaml, line 4: ground_truth is \"\"; it names a file of accuracies, or built-in ones"
    ),
    ("truth: {file: false}\n", "plan.yaml, line 4: truth.file is \"false\"; it names a file"),
    ("ped: {step_size: fast}\n", "plan.yaml, line 4: ped.step_size must be a number, not \"fast\""),
    ("ped: {step_size: -1}\n", "plan.yaml, line 4: ped.step_size is \"-1\"; it must be above 0"),
    ("ped: {iterations: 2.5}\n", "ped.iterations must be a whole number, not \"2.5\""),
    ("ped: {step_size: []}\n", "ped.step_size has no values: the grid is empty"),
    ("ped: {step_size: [0.1, 0.1]}\n", "ped.step_size lists 0.1 twice"),
    (
      "ped: {force: overlapp}\n",
      "ped.force is \"overlapp\" (did you mean \"overlap\"?); allowed are overlap, inverse_square"
    ),
    ("ped: {step_size: {linspace: [1, 0, 3]}}\n", "takes [from, to, count] with from < to"),
    ("motion: pet\n", "motion is \"pet\" (did you mean \"ped\"?); allowed are none, ped"),
    ("datasets: []\n", "datasets is empty: nothing would be run"),
    ("models: [a, a]\n", "models names \"a\" twice"),
    ("sampling: {random: 0}\n", "sampling.random is 0; it must be from 1 to 1000000"),
    ("metrics: [logme]\n", "lines 3 and 4: the key metrics is written twice"),
    (
      "ped: [\n",
      "line 4: a bracket is not closed, or a value is missing between commas. The line is: ped: ["
    ),
    ("models: [a, b\ndatasets: [c]\n", "line 4: the list that begins here is not closed"),
    ("ped: {clip: true\n", "line 4: the mapping that begins here is not closed"),
    ("description: a: b\n", "line 4: a second \": \" in one value"),
    ("ped:\n\tclip: true\n", "line 5: a tab; YAML is indented by spaces. The line is: \tclip"),
    ("description: @a\n", "line 4: no value begins with @; put quotes around it"),
    ("description: \"a\n\n", "line 4: the quote that opens here is not closed"),
    ("description: *a\n", "line 4: a value that begins with * is an alias of YAML"),
    ("description: 'it's'\n", "line 4: a key, name: value, is expected in the column"),
    ("ped:\n  clip: true\n   mass: unit\n", "line 6: a second \": \" in one value, or a line"),
    ("---\nped: {}\n", "line 4: a second document (---); a plan is one"),
    ("description: \u{1}\n", "line 4: a character that YAML does not allow"),
    ("motion: !foo ped\n", "line 4: the tag !foo means nothing in a plan; write the value alone"),
    ("ped: !!python/object:x {}\n", "the tag !!python/object:x means nothing in a plan"),
    ("motion: none, ped\n", "motion is the text \"none, ped\"; write a list: [none, ped]"),
    (
      "metric_options: {gbc: {pca: 64}}\n",
      "metric_options has options of gbc, which is not among the metrics of the plan (logme)"
    ),
    (
      "metric_options: {lgme: {variant: icml}}\n",
      "unknown key \"lgme\" in metric_options (did you mean \"logme\"?)"
    ),
  ])
  func mistakesAreSentences(text: String, message: String) throws {
    let error = #expect(throws: PlanError.self) { try Self.plan(text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `Unknown metric names the nearest`() throws {
    let error = #expect(throws: PlanError.self) {
      try Plan.parse("experiment: a\nstore: s\nmetrics: [logmee]\n", path: "plan.yaml")
    }
    #expect(error?.description.contains("line 3: unknown metric \"logmee\"") == true)
    #expect(error?.description.contains("did you mean \"logme\"?") == true)
  }

  @Test func `Exclusion mistakes point at the place`() throws {
    let plan = try Self.plan("exclude: [\"step > 1\"]\n")
    let error = #expect(throws: PlanError.self) { try SettingGrid(plan) }
    #expect(error?.description.contains("plan.yaml, line 4") == true)
    #expect(error?.description.contains("\"step\" is not a column") == true)
  }

  @Test func `An empty grid after exclusion is an error`() throws {
    let plan = try Self.plan("exclude: [\"step_size > 0\"]\n")
    let error = #expect(throws: PlanError.self) { try SettingGrid(plan) }
    #expect(error?.description.contains("exclude leaves out all 1 points") == true)
  }

  @Test func `An override mistake names the override`() throws {
    let error = #expect(throws: PlanError.self) {
      try Self.plan("", overrides: ["ped.step_sise=1"])
    }
    #expect(error?.description.contains("--set ped.step_sise=1: unknown key") == true)
  }
}
