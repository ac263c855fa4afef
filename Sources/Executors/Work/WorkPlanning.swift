import Ledger
import Sweep

/// Evaluations that are to be computed, as pairs of model and dataset with their settings.
package struct WorkPlanning {
  /// Without dataset, models and inputs; pairs count them from 0.
  package let settings: [RunSpecification]
  /// By dataset and model.
  package let pairs: [PairWork]

  private struct Pair: Hashable {
    let dataset: String
    let model: String
  }

  private struct Wanted {
    var settings: [Int] = []
    var inputs: Set<String> = []
  }

  /// - Parameter rate: floating-point operations per second of one core.
  /// - Throws: what keeps a store from being read.
  package init(
    _ missing: [MissingEvaluation], inputs: SweepInputs, rate: Double = PairCosts.measuredRate()
  ) throws {
    var numbers: [RunSpecification: Int] = [:]
    var settings: [RunSpecification] = []
    var wanted: [Pair: Wanted] = [:]
    for evaluation in missing {
      let number = numbers[evaluation.setting] ?? settings.count
      if number == settings.count {
        numbers[evaluation.setting] = number
        settings.append(evaluation.setting)
      }
      let pair = Pair(dataset: evaluation.dataset, model: evaluation.model)
      wanted[pair, default: Wanted()].settings.append(number)
      wanted[pair, default: Wanted()].inputs.insert(evaluation.inputs)
    }
    let costs = PairCosts(inputs)
    pairs = try wanted.sorted { ($0.key.dataset, $0.key.model) < ($1.key.dataset, $1.key.model) }
      .map { pair, wanted in
        let ranges = IndexRanges(wanted.settings)
        let cost = try costs.cost(
          model: pair.model, dataset: pair.dataset, settings: ranges.indices.map { settings[$0] },
          named: "\(ranges)")
        return PairWork(
          dataset: pair.dataset, model: pair.model, settings: ranges,
          inputs: Self.joined(wanted.inputs), seconds: cost.operations / rate,
          bytes: cost.bytesRead, memory: cost.memory)
      }
    self.settings = settings
  }

  /// Of several texts each is the same for the same inputs, and so is this.
  static func joined(_ inputs: Set<String>) -> String { inputs.sorted().joined(separator: "\n\n") }
}
