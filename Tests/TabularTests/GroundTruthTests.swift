import Tabular
import Testing

struct GroundTruthTests {
  private func read(_ text: String) throws -> GroundTruth {
    try GroundTruth(CSVTable(text: text, name: "acc.csv"))
  }

  /// As spreadsheets write it: semicolons, an empty line, a column of one's own.
  @Test func rowsOfASpreadsheet() throws {
    let truth = try read("model;dataset;accuracy;note\r\na;d;81.5;x\r\n\r\nb;d;;y\r\nb;e;70;\r\n")
    #expect(truth.models == ["a", "b"] && truth.datasets == ["d", "e"])
    #expect(truth.accuracy(model: "a", dataset: "d") == 81.5)
    #expect(truth.accuracy(model: "b", dataset: "d") == nil)
    #expect(truth.entries.count == 2)
  }

  @Test func aMatrixHasARowPerModel() throws {
    let truth = try GroundTruth(
      matrix: CSVTable(text: "model,d,e\na,1,2\nb,,4\n", name: "matrix"))
    #expect(truth.accuracy(model: "b", dataset: "e") == 4)
    #expect(truth.accuracy(model: "b", dataset: "d") == nil)
    #expect(truth.datasets == ["d", "e"])
  }

  @Test(arguments: [
    ("model,accuracy\na,1\n", "acc.csv: no column 'dataset'; the columns are model, accuracy."),
    (
      "model,dataset,accuracy\na,d,good\n",
      "acc.csv, line 2, column 'accuracy': 'good' is not a number."
    ),
    (
      "model,dataset,accuracy\na,d,1\n\na,d,2\n",
      "acc.csv, line 4: model 'a' on dataset 'd' has an accuracy already, in line 2; one is allowed."
    ),
    (
      "model,dataset,accuracy\na,d,inf\n",
      "acc.csv, line 2, column 'accuracy': inf is no accuracy; a finite number is allowed, or nothing."
    ),
  ])
  func mistakesAreNamed(text: String, sentence: String) {
    #expect(throws: CSVError(sentence)) { try read(text) }
  }
}
