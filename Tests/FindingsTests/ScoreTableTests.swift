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
