import Wording

/// How many test images accuracies were measured on.
package struct TestSizes: Sendable, Equatable {
  private let all: Int?
  private let named: [String: Int]

  /// Of no dataset.
  package static let unknown = TestSizes(all: nil, named: [:])

  private init(all: Int?, named: [String: Int]) {
    self.all = all
    self.named = named
  }

  /// The same for all datasets; nil: unknown.
  package init(_ all: Int?) { self.init(all: all, named: [:]) }

  /// Reads `5000`, or `digits=1000,letters=5000`.
  ///
  /// - Throws: ``TableError`` for what is no whole number from 1.
  package init(_ text: String) throws {
    var named: [String: Int] = [:]
    for field in FieldList.fields(text) {
      let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
      guard let size = parts.last.flatMap({ Int($0) }), size > 0 else {
        throw TableError(
          "'\(field)' is no number of test images; give a whole number from 1, or "
            + "DATASET=NUMBER,DATASET=NUMBER.")
      }
      guard parts.count == 2 else {
        self.init(all: size, named: [:])
        return
      }
      named[parts[0]] = size
    }
    self.init(all: nil, named: named)
  }

  /// The test images of a dataset; nil: unknown.
  package func of(_ dataset: String) -> Int? { named[dataset] ?? all }
}
