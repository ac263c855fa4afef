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
    #expect(tidy.series[0].scores == [1, 2] && tidy.series[0].accuracies == [10, 20])
  }

  @Test func missingScoresAreNaN() throws {
    let table = try read("model,dataset,score\na,d,\nb,d,nan\nc,d,-inf\n")
    #expect(table.series[0].scores[0].isNaN && table.series[0].scores[1].isNaN)
    #expect(table.series[0].scores[2] == -.infinity)
    #expect(!table.hasAccuracies)
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
  ])
  func mistakesAreNamed(text: String, sentence: String) {
    #expect(throws: CSVError(sentence)) { try read(text) }
  }
}
