/// What settings reach on datasets, for a choice among many of them: one list of numbers, higher is better.
struct CandidateValues {
  /// Of each candidate on each dataset, one after the other; NaN where there is none.
  private let values: [Double]
  private let datasets: Int
  private let candidates: Range<Int>
  /// The datasets on which any candidate has a value.
  private let usable: [Int]

  /// Of equally good ones: those that differ by rounding only, so that no choice depends on the CPU.
  private static let rounding = 1e-12

  /// - Parameters:
  ///   - values: of each candidate on each dataset, one after the other; nil where there is none.
  ///   - datasets: how many there are.
  ///   - sign: −1 where lower is better.
  init(_ values: some Sequence<Double?>, datasets: Int, sign: Double) {
    let all: [Double] = values.map { value in value.map { sign * $0 } ?? .nan }
    let candidates = 0..<(datasets > 0 ? all.count / datasets : 0)
    usable = (0..<datasets).filter { dataset in
      candidates.contains { !all[$0 * datasets + dataset].isNaN }
    }
    self.values = all
    self.datasets = datasets
    self.candidates = candidates
  }

  /// The first of the best on one dataset; nil where none has a value.
  func best(on dataset: Int) -> Int? { best { values[$0 * datasets + dataset] } }

  /// The first of those with the best mean on all other datasets; nil where none has a value on each of
  /// them.
  func best(without dataset: Int) -> Int? {
    let others = usable.filter { $0 != dataset }
    guard !others.isEmpty else { return nil }
    return best { candidate in
      // One without a value makes it NaN.
      var sum = 0.0
      for other in others { sum += values[candidate * datasets + other] }
      return sum / Double(others.count)
    }
  }

  private func best(_ value: (Int) -> Double) -> Int? {
    var best: (index: Int, value: Double)?
    for index in candidates {
      let own = value(index)
      guard !own.isNaN else { continue }
      if let known = best, own <= known.value + Self.rounding { continue }
      best = (index, own)
    }
    return best?.index
  }
}
