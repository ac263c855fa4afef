import Findings
import Tabular
import Testing

struct ScoreTableTests {
  private func read(_ text: String) throws -> ScoreTable {
    try ScoreTable(CSVTable(text: text, name: "s.csv"))
  }

  @Test func tidyAndWideSayTheSame() throws {
    let tidy = try read(
      "model,dataset,metric,score,accuracy\na,d,logme,1,10\nb,d,logme,2,20\n")
    let wide = try read("model,dataset,accuracy,logme\na,d,10,1\nb,d,20,2\n")
    #expect(tidy.series == wide.series)
    #expect(tidy.series[0].scores == [1, 2] && tidy.truth == wide.truth)
    #expect(tidy.truth?.entries.map(\.accuracy) == [10, 20])
  }

  @Test func missingScoresAreNaN() throws {
    let table = try read("model,dataset,score\na,d,\nb,d,nan\nc,d,-inf\n")
    #expect(table.series[0].scores[0].isNaN && table.series[0].scores[1].isNaN)
    #expect(table.series[0].scores[2] == -.infinity)
    #expect(table.truth == nil)
  }

  @Test(arguments: [
    ("name,dataset,score\n", "s.csv: no column 'model'; the columns are name, dataset, score."),
    (
      "model,dataset,score\na,d,high\n",
      "s.csv, line 2, column 'score': 'high' is not a number."
    ),
    (
      "model,dataset,score\na,d,1\na,d,2\n",
      "s.csv, line 3: model 'a' on dataset 'd' has a score for 'score' already, in line 2."
    ),
    ("model,dataset,score\n", "s.csv: a header, but no rows."),
    (
      "model,dataset,logme,accuracy\na,d,0x1A,90\n",
      "s.csv, line 2, column 'logme': '0x1A' is not a number."
    ),
    (
      "model,dataset,score,accuracy\na,d,1,inf\n",
      "s.csv, line 2, column 'accuracy': 'inf' is not finite; a number is allowed, or nothing."
    ),
    (
      "model,dataset,metric,score,accuracy\na,d,x,1,90\na,d,y,1,50\n",
      "s.csv: model 'a' on dataset 'd' has the accuracy '90' in line 2, but '50' in line 3; it has one. "
        + "Keep rows that belong to the same fine-tuning, or give the accuracies with --truth."
    ),
    (
      "model,dataset,score,accuracy,lower_is_better\na,d,1,9,1\nb,d,1,8,0\n",
      "s.csv: lower is better in line 2, higher in line 3 (column 'lower_is_better'); correlate the "
        + "rows of one kind."
    ),
    (
      "model,dataset,family,score\na,d,cnn,1\na,e,vit,1\n",
      "s.csv: model 'a' has the family 'cnn' in line 2, but 'vit' in line 3; it has one."
    ),
  ])
  func mistakesAreNamed(text: String, sentence: String) {
    #expect(throws: CSVError(sentence)) { try read(text) }
  }

  @Test func columnsThatAreNoMetricAreSaidAndLeftOut() throws {
    let table = try read(
      "model,dataset,accuracy,logme,logme_std,arch,seed,notes,status\n"
        + "a,d,10,1,0.1,cnn,0,,finished\nb,d,20,2,0.2,vit,0,,finished\nc,d,30,9,0.2,vit,0,,failed\n"
    )
    #expect(table.series.map(\.metric) == ["logme"] && table.series[0].scores == [1, 2])
    #expect(
      table.remarks == [
        "s.csv: the column 'logme_std' holds spreads, by its name (std), and is taken for no metric.",
        "s.csv: the column 'arch' holds text ('cnn' in line 2), and is taken for no metric.",
        "s.csv: the column 'seed' numbers or times the rows, by its name, and is taken for no metric.",
        "s.csv: the column 'notes' is empty, and is taken for no metric.",
        "s.csv: 1 row of failed runs (column 'status') left out.",
      ])
  }

  @Test func decimalCommasOfScoresAreRead() throws {
    let table = try read("model;dataset;accuracy;logme\na;d;10,5;1,25\nb;d;20,5;-2,5\n")
    #expect(table.series[0].scores == [1.25, -2.5])
  }

  @Test func scoresThatHideSomethingAreSaid() throws {
    func remarks(_ scores: [String], _ accuracies: [Int] = [10, 20, 30, 40]) throws -> [String] {
      let rows = zip(scores, accuracies).enumerated().map { "m\($0),d,\($1.0),\($1.1)\n" }
      let table = try read("model,dataset,score,accuracy\n" + rows.joined())
      let truth = try #require(table.truth)
      return ScoreCorrelation(table.series[0], truth: truth).remarks
    }
    #expect(try remarks(["1", "2", "3", "5"], [1, 3, 2, 4]).isEmpty)
    #expect(
      try remarks(["-inf", "2", "3", "1"])[0]
        == "score on d: the score of m0 is -inf, which ranks as the lowest.")
    #expect(
      try remarks(["-9999", "2", "3", "1"])[0].contains("m0 is -9999, which looks like a mark"))
    #expect(
      try remarks(["1", "1", "1", "1"])
        == ["score on d: no correlation, because all scores are equal."])
    #expect(
      try remarks(["1", "2", "3", "4"], [5, 5, 5, 5])
        == ["score on d: no correlation, because all accuracies are equal."])
  }

  @Test func anAccuracyAboveAHundredIsSaid() throws {
    let table = try read("model,dataset,score,accuracy\na,d,1,94\nb,d,2,942\nc,d,3,90\n")
    #expect(
      table.truth?.remarks == [
        "s.csv: the accuracy is above 100 in line 3: b on d, where all others lie in 0 to 100."
      ])
  }

  @Test func aMeanOfTheModelsIsNoModel() {
    #expect(throws: CSVError.self) {
      try read("model,dataset,score,accuracy\na,d,1,10\nb,d,2,20\nAverage,d,1.5,15\n")
    }
  }

  @Test func errorsAreSaidToBeErrors() throws {
    let text = "model,dataset,score,accuracy,status,lower_is_better\na,d,1,9,finished,1\n"
    let table = try read(text + "b,d,2,8,failed,1\n")
    #expect(table.truth?.better == .lower && table.truth?.merit(model: "a", dataset: "d") == -9)
    #expect(table.series[0].models == ["a"])
    #expect(table.remarks == ["s.csv: 1 row of failed runs (column 'status') left out."])
    #expect(throws: CSVError.self) {
      try ScoreTable(CSVTable(text: text, name: "s.csv"), better: .higher)
    }
  }
}
