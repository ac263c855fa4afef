import FeatureStatistics
import LinearAlgebra
import Platform
import Testing
import Transferability

struct SourceOutputTests {
  private static let logits = Matrix([
    [2.0, -1, 0.5], [0.1, 0.2, 0.3], [-3, 1, 4], [0, 0, 0], [1, 2, -2], [5, 1, 1],
  ])
  private static let labels = [0, 1, 0, 1, 2, 2]

  private static var probabilities: Matrix {
    var result = logits
    for i in 0..<result.rows {
      let sum = result.row(i).reduce(0) { $0 + exp($1) }
      for z in 0..<result.columns { result[i, z] = exp(result[i, z]) / sum }
    }
    return result
  }

  private static var logProbabilities: Matrix {
    let shares = probabilities
    return Matrix(
      rows: shares.rows, columns: shares.columns, elements: shares.elements.map { log($0) })
  }

  private func score(
    _ metric: String, _ outputs: Matrix?, _ kind: SourceOutputs.Kind? = nil
  ) throws -> MetricScore {
    let rows = random(6, 4, seed: 3)
    let plain = MetricSample("", rows: rows, labels: Self.labels).input
    let input = ScoringInput(
      moments: plain.moments, scatter: plain.scatter, labels: plain.labels, features: rows,
      outputs: outputs.map { SourceOutputs($0, kind: kind) })
    return try #require(MetricCatalog.entry(named: metric)).make([:]).prepare(input)
      .score(.none(classes: 3))
  }

  private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var random = SplitMix64(seed: seed)
    return Matrix(rows: rows, columns: columns, elements: random.normals(rows * columns))
  }

  @Test(arguments: ["leep", "nce"])
  func `Logits, probabilities and their logarithms have one score`(_ metric: String) throws {
    let expected = try score(metric, Self.logits)
    #expect(expected.notes.isEmpty)
    for outputs in [Self.probabilities, Self.logProbabilities] {
      let found = try score(metric, outputs)
      #expect(abs(found.components[0] - expected.components[0]) < 1e-14)
    }
  }

  @Test func `What was recognised is said, what was given is not`() throws {
    #expect(
      try score("leep", Self.probabilities).notes == [
        "the source outputs are probabilities (each row sums to 1) and are used as they are, without "
          + "softmax; logits_are settles it"
      ])
    #expect(try score("leep", Self.logProbabilities).notes.count == 1)
    #expect(try score("leep", Self.probabilities, .probabilities).notes.isEmpty)
    let twice = try score("leep", Self.probabilities, .logits)
    #expect(abs(twice.components[0] - (try score("leep", Self.logits)).components[0]) > 0.01)
  }

  @Test func `Logarithms to other bases, sorted outputs and predicted classes are no logits`()
    throws
  {
    func refusal(_ outputs: Matrix) -> String? {
      do {
        _ = try score("leep", outputs)
        return nil
      } catch { return "\(error)" }
    }
    func scaled(_ factor: Double) -> Matrix {
      Matrix(rows: 6, columns: 3, elements: Self.logProbabilities.elements.map { $0 * factor })
    }
    #expect(refusal(scaled(1 / log(2)))?.contains("to the base 2") == true)
    #expect(refusal(scaled(1 / log(10)))?.contains("to the base 10") == true)
    let predicted = Matrix(rows: 6, columns: 1, elements: [0, 2, 1, 0, 1, 2])
    #expect(refusal(predicted)?.contains("the logits have one column") == true)
    var rows = random(9, 4, seed: 8)
    for i in 0..<9 {
      for (z, value) in rows.row(i).sorted(by: >).enumerated() { rows[i, z] = value }
    }
    let error = #expect(throws: MetricError.self) { try SourceOutputs(rows, kind: nil).kind() }
    #expect(error?.description.contains("fall from the first column to the last") == true)
    #expect(try SourceOutputs(rows, kind: .logits).kind() == .logits)
  }

  @Test func `Half precision leaves probabilities what they are`() throws {
    let rounded = Self.probabilities.elements.map { Double(Float($0 * 1024).rounded() / 1024) }
    let outputs = Matrix(rows: 6, columns: 3, elements: rounded)
    #expect(try SourceOutputs(outputs, kind: nil).kind() == .probabilities)
    #expect(try SourceOutputs(Self.logits, kind: nil).kind() == .logits)
  }

  @Test(arguments: [
    (
      "energy", "probabilities",
      "Energy needs logits. These source outputs are probabilities, which "
    ),
    ("energy", "log", "Energy needs logits. These source outputs are log_probabilities, which "),
    (
      "leep", "fewer",
      "LEEP: the logits have 4 rows, and the features and labels 6. Each row of the features needs "
        + "its own row of logits."
    ),
    ("nce", "more", "NCE: the logits have 8 rows, and the features and labels 6."),
    ("energy", "more", "Energy: the logits have 8 rows, and the features and labels 6."),
    ("leep", "nan", "LEEP: the logits are not finite: row 4, column 1 (from 0) is nan."),
    ("nce", "nan", "NCE: the logits are not finite: row 4, column 1 (from 0) is nan."),
    ("energy", "infinite", "Energy: the logits are not finite: row 4, column 1 (from 0) is inf."),
    ("leep", "none", "LEEP reads source-head outputs; the store has no logits for this model "),
    ("nce", "empty", "NCE: the logits have no columns; one per source class is needed."),
  ])
  func `Outputs that have no score are a sentence`(
    _ metric: String, _ fault: String, _ expected: String
  ) {
    var changed = Self.logits
    let outputs: Matrix? =
      switch fault {
      case "probabilities": Self.probabilities
      case "log": Self.logProbabilities
      case "fewer": Self.logits.leadingRows(4)
      case "more": Self.logits.selecting([0, 1, 2, 3, 4, 5, 0, 1])
      case "empty": Matrix(rows: 6, columns: 0)
      case "none": nil
      default:
        {
          changed[4, 1] = fault == "nan" ? .nan : .infinity
          return changed
        }()
      }
    let error = #expect(throws: MetricError.self) { try score(metric, outputs) }
    #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
  }

  @Test func `Rows that are said to be probabilities must be`() {
    let error = #expect(throws: MetricError.self) {
      try score("leep", Self.logits, .probabilities)
    }
    #expect(
      error?.description
        == "LEEP: the source outputs are said to be probabilities, but row 0 (from 0) holds -1.0. "
        + "Set logits_are to what they are.")
  }
}
