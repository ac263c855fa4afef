import Tabular
import Testing

struct GroundTruthTests {
  private func read(
    _ text: String, unit: AccuracyUnit? = nil, better: GroundTruth.Better = .higher
  ) throws -> GroundTruth {
    try GroundTruth(
      CSVTable(text: text, name: "acc.csv"),
      options: GroundTruthOptions(unit: unit, better: better))
  }

  /// As spreadsheets write it: semicolons, an empty line, a column of one's own.
  @Test func rowsOfASpreadsheet() throws {
    let truth = try read("model;dataset;accuracy;note\r\na;d;81.5;x\r\n\r\nb;d;;y\r\nb;e;70;\r\n")
    #expect(truth.models == ["a", "b"] && truth.datasets == ["d", "e"])
    #expect(truth.accuracy(model: "a", dataset: "d") == 81.5)
    #expect(truth.accuracy(model: "b", dataset: "d") == nil)
    #expect(truth.entries.count == 2 && truth.unit == .percent)
  }

  @Test func aWideTableHasARowPerModel() throws {
    let truth = try read("model,d,e\na,10,20\nb,,40%\n")
    #expect(truth.accuracy(model: "b", dataset: "e") == 40)
    #expect(truth.accuracy(model: "b", dataset: "d") == nil)
    #expect(truth.datasets == ["d", "e"])
  }

  @Test(arguments: [
    ("94.2", 94.2, nil), ("94.2%", 94.2, nil), ("94.2 ± 0.3", 94.2, 0.3),
    ("94.2±0.3", 94.2, 0.3), ("94.2 +/- 0.3", 94.2, 0.3), ("94.2% ± 0.3%", 94.2, 0.3),
    ("$94.2 \\pm 0.3$", 94.2, 0.3), ("\"94,25\"", 94.25, nil),
  ])
  func waysToWriteAnAccuracy(field: String, value: Double, spread: Double?) throws {
    let entry = try #require(try read("model,dataset,accuracy\na,d,\(field)\n").entries.first)
    #expect(entry.accuracy == value && entry.spread == spread && entry.rows == 1)
  }

  @Test(arguments: ["", "NaN", "NA", "#N/A", "-", "—", "None"])
  func waysToHaveNone(field: String) throws {
    let truth = try read("model,dataset,accuracy\na,d,\(field)\n")
    #expect(truth.entries.isEmpty && truth.models == ["a"])
  }

  @Test func theMeanOfSeveralSeeds() throws {
    let truth = try read(
      "model,dataset,seed,accuracy\na,d,s1,80\na,d,s2,82\na,d,s3,84\nb,d,s1,70\n")
    let entry = truth.entries[0]
    #expect(entry.accuracy == 82 && entry.spread == 2 && entry.rows == 3)
    #expect(truth.entries[1].spread == nil)
    #expect(
      truth.remarks == [
        "acc.csv: 1 of 2 pairs has several rows (3 each): a on d; the accuracy of a pair is their mean, "
          + "and their standard deviation is kept."
      ])
  }

  @Test(arguments: [
    (
      "model,dataset,split,accuracy\na,d,test,80\nb,d,val,70\n",
      "acc.csv: the accuracies on d differ in the column 'split' (test and val); they are compared all the "
        + "same."
    ),
    (
      "model,dataset,accuracy,State\na,d,80,finished\nb,d,7,crashed\n",
      "acc.csv: 1 accuracy of runs that did not finish (column 'State', such as 'crashed'); they count. "
        + "Leave the field empty if there is none."
    ),
    (
      "model,d\nvit,80\nViT,70\n",
      "acc.csv: the models ViT and vit differ in capitals only, and count as two."
    ),
    (
      "model,d,d.1\na,80,80\nb,70,70\nc,60,60\n",
      "acc.csv: all accuracies of the datasets d and d.1 are the same; they count as two."
    ),
  ])
  func whatIsComparedAllTheSame(text: String, remark: String) throws {
    #expect(try read(text).remarks == [remark])
  }

  @Test(arguments: [
    "model,dataset,lr,accuracy\na,d,0.1,80\nb,d,0.01,70\n",
    "model,dataset,metric,accuracy\na,d,top1,80\nb,d,top1,7\na,e,auc,80\nb,e,auc,70\n",
    "model,d,e\na,80,80\nb,70,70\n",
  ])
  func whatModelsMayDifferIn(text: String) throws { #expect(try read(text).remarks.isEmpty) }

  @Test(arguments: [
    ("pets_se", "the spread of another column"), ("std pets", "the spread of another column"),
    ("#Params (M)", "a property of the models"), ("GFLOPs", "a property of the models"),
  ])
  func columnsThatAreNoDatasets(name: String, reading: String) throws {
    let error = #expect(throws: CSVError.self) {
      try CompanionName.refuse(datasets: ["pets", name], in: "acc.csv")
    }
    #expect(
      error?.description
        == "acc.csv: the dataset '\(name)' reads as \(reading), which would count as one more dataset. "
        + "Take it out, or rename it.")
    try CompanionName.refuse(datasets: ["pets", "stanford_cars", "imagenet"], in: "acc.csv")
  }

  @Test(arguments: ["Average of models", "Mean ± std", "mean_acc@1", "Average (7 models)", "Ø"])
  func namesOfSummaries(name: String) throws {
    #expect(throws: CSVError.self) {
      try SummaryName.refuse(["vit", name], "model", in: "acc.csv")
    }
    try SummaryName.refuse(["mean_teacher", "max_vit", "all"], "model", in: "acc.csv")
  }

  @Test(arguments: ["model,dataset,accuracy\na,d,80\na,d,80.0\n", "model,d\na,80\na,80\n"])
  func equalRowsOfAPairAreOneAccuracy(text: String) throws {
    let entry = try #require(try read(text).entries.first)
    #expect(entry.accuracy == 80 && entry.rows == 2)
  }

  @Test func anAccuracyOfZeroAmongOthersIsSaid() throws {
    let text = "model,dataset,accuracy\na,d,80\nb,d,0\nc,d,84\na,e,0\nb,e,2\nc,e,90\n"
    let truth = try read(text)
    // On e the others are low, too.
    #expect(
      truth.remarks == [
        "acc.csv: the accuracy is 0 in line 3: b on d, far below all others. If fine-tuning failed there, "
          + "leave the field empty."
      ])
    #expect(truth.accuracy(model: "b", dataset: "d") == 0)
  }

  @Test func namesOfSummariesAreNoModels() {
    #expect(throws: CSVError.self) { try SummaryName.refuse(["a", "Avg."], "model", in: "x") }
    #expect(throws: Never.self) { try SummaryName.refuse(["meanshift", "a"], "model", in: "x") }
  }

  @Test func errorsAreRankedTheOtherWayRound() throws {
    let truth = try read("model,dataset,rmse\na,d,0.5\nb,d,1.5\n", better: .lower)
    #expect(truth.accuracy(model: "a", dataset: "d") == 0.5)
    #expect(truth.merit(model: "a", dataset: "d") == -0.5)
    #expect(truth.better == .lower && truth.unit == nil)
  }

  @Test func theUnitIsJudgedOrStated() throws {
    #expect(try read("model,d,e\na,0.5,1\n").unit == .fraction)
    #expect(try read("model,d,e\na,0.5%,0.7%\n").unit == .percent)
    #expect(try read("model,d,e\na,0.5,70\n", unit: .percent).unit == .percent)
    #expect(try read("model,d,e\na,-0.5,0.7\n").unit == .other)
    #expect(try read("model,d,e\na,0,0\n").unit == nil)
  }

  private static let form =
    "Accuracies are model,dataset,accuracy, or 'model' first and a column per dataset."

  private static let mistakes: [Mistake] = [
    Mistake(
      "model,accuracy\na,1\n",
      ["acc.csv: no column 'dataset'; the columns are model, accuracy. ", form]),
    Mistake(
      ",d,e\na,1,2\n",
      [
        "acc.csv: column 1 has no name, but values ('a' in line 2). Name it in the header (model, if",
        " it names the models), or take it out.",
      ]),
    Mistake(
      "model,dataset,rmse\na,d,1\n",
      [
        "acc.csv: no column 'accuracy'. If the column 'rmse' is the result of fine-tuning, say that ",
        "lower is better (better: lower).",
      ]),
    Mistake(
      "model,dataset,accuracy\na,d,good\n",
      [
        "acc.csv, line 2, column 'accuracy': 'good' is not a number; if there is no accuracy, ",
        "leave the field empty.",
      ]),
    Mistake(
      "model,dataset,accuracy\na,d,0x1F\n",
      ["acc.csv, line 2, column 'accuracy': '0x1F' is not a number."]),
    Mistake(
      "model,dataset,accuracy\na,d,inf\n",
      ["acc.csv, line 2, column 'accuracy': 'inf' is not finite; a number is allowed, or nothing."]),
    Mistake(
      "model,dataset,accuracy\na,d,94 ± -1\n",
      ["acc.csv, line 2, column 'accuracy': '94 ± -1' has a spread that is not a number from 0 up."]
    ),
    Mistake(
      "model;dataset;accuracy\na;d;94,213\n",
      [
        "acc.csv, line 2, column 'accuracy': '94,213' has a comma that may stand for decimals or ",
        "thousands; write a point.",
      ]),
    Mistake("model,dataset,accuracy\n,d,5\n", ["acc.csv, line 2: an accuracy without a model."]),
    Mistake(
      "model,dataset,accuracy\na,d,0.91\nb,d,85.2\n",
      [
        "acc.csv: '0.91' (line 2: a on d) looks like a fraction, but '85.2' (line 3: b on d) like ",
        "percent; a file has one unit. If it is one, say which: unit: percent, fraction or other.",
      ]),
    Mistake(
      "model,d,e\na,91%,0.8\n",
      [
        "acc.csv: '0.8' (line 2: a on e) looks like a fraction, but '91%' (line 2: a on d) like ",
        "percent; a file has one unit. If it is one, say which: unit: percent, fraction or other.",
      ]),
    Mistake(
      "model,d\na,-12.5\nb,85.2\nc,80.1\ne,77\n",
      [
        "acc.csv: '-12.5' (line 2: a on d) is below 0, but the accuracies look like percent (such as ",
        "'85.2'). Correct it, or leave the field empty if there is none. If these are not percentages, say ",
        "so: unit: other.",
      ]),
    Mistake(
      "model,dataset,seed,accuracy\na,d,0,85\na,d,1,86\na,d,0,87\n",
      ["acc.csv, lines 2 and 4: a on d has seed 0 twice; keep the row that counts."]),
    Mistake(
      "model,dataset,accuracy\na,d,85\nb,d,80\na,d,50\n",
      [
        "acc.csv, lines 2 and 4: a on d has two accuracies, 85 and 50, and no column tells them apart; ",
        "keep the row that counts. If they are repetitions, number them in a column seed.",
      ]),
    Mistake(
      "model,d,e\na,85,70\na,85,71\n",
      [
        "acc.csv, lines 2 and 3: a on e has two accuracies, 70 and 71, and no column tells them apart; ",
        "keep the row that counts. If they are repetitions, number them in a column seed.",
      ]),
    Mistake(
      "model,dataset,accuracy\na,d,-1\nb,d,85.2\n",
      [
        "acc.csv: '-1' (line 2: a on d) looks like a mark for a missing accuracy; leave the field ",
        "empty. If it is a value, say so: unit: other.",
      ]),
    Mistake(
      "model,dataset,accuracy,method\na,d,80,linear\na,d,90,full\nb,d,70,linear\nb,d,85,full\n",
      [
        "acc.csv, lines 2 and 3: one model on one dataset has several accuracies, which column ",
        "'method' tells apart (full and linear); keep the rows of one. If they are repetitions, say ",
        "so: repetitions: [method].",
      ]),
    Mistake(
      "model,dataset,accuracy\né,d,80\ne\u{301},d,81\n",
      [
        "acc.csv: the models \"\\u{E9}\" and \"e\\u{301}\" differ by Unicode normalisation only; ",
        "write the name in one way.",
      ]),
  ]

  /// A text and the parts of the sentence that refuses it.
  struct Mistake: Sendable {
    let text: String
    let sentence: String

    init(_ text: String, _ parts: [String]) {
      self.text = text
      sentence = parts.joined()
    }
  }

  @Test(arguments: mistakes)
  func mistakesAreNamed(mistake: Mistake) {
    #expect(throws: CSVError(mistake.sentence)) { try read(mistake.text) }
  }

  @Test func valuesOutsideTheStatedUnit() {
    #expect(
      throws: CSVError(
        "acc.csv: '94.2' (line 2: a on d) is outside 0 to 1, but the unit is stated as fraction.")
    ) { try read("model,d\na,94.2\n", unit: .fraction) }
  }

  @Test func aMatrixOfAStore() throws {
    let truth = try GroundTruth(
      matrix: [0.5, .nan, 0.75, 1], models: ["a", "b"], datasets: ["d", "e"], name: "s.h5")
    #expect(truth.accuracy(model: "b", dataset: "d") == 0.75 && truth.entries.count == 3)
    #expect(throws: CSVError("s.h5: the model \"a\" is named twice; a name may stand once.")) {
      try GroundTruth(matrix: [1, 1], models: ["a", "a"], datasets: ["d"], name: "s.h5")
    }
    #expect(
      throws: CSVError(
        "s.h5: the accuracy of a on d is inf; a finite number is allowed, or NaN for none.")
    ) {
      try GroundTruth(matrix: [.infinity], models: ["a"], datasets: ["d"], name: "s.h5")
    }
  }
}
