import Ledger
import Tabular
import Transferability

/// Can this hub tell metrics apart? What the accuracies alone say of a benchmark.
package struct HubAudit: Sendable {
  /// The hub, as it was named.
  package let name: String
  /// The accuracies that are judged.
  package let table: TruthTable
  /// Agreement of the datasets on the order of the models; nil with fewer than two datasets.
  package let kendallW: Double?
  /// Models that are the best of some dataset, and of how many; shared first places count for each.
  package let winners: [(model: String, datasets: Int)]
  /// Pairs of models in which one is better on every dataset that both are on, of all pairs.
  package let dominated: (pairs: Int, of: Int)
  /// How far models lie apart, a dataset each.
  package let spreads: [DatasetSpread]
  /// What the order of the models on the other datasets says of one.
  package let staticRanker: StaticRanker
  /// nil for fewer than 3 models.
  package let chance: ChanceLevels?
  /// What the mean of one random order for each dataset reaches one time in twenty: what a mean over the
  /// datasets is to be read against. nil where a dataset has too few models.
  package let meanChance: Double?
  /// nil where nothing says how noisy the accuracies are.
  package let ceiling: NoiseCeiling?
  /// The mean weighted tau of orders by an attribute.
  package let orders: [(order: ModelAttributes.Order, tau: Double)]
  /// The static ranker within parts of the hub that are alike in family or size.
  package let parts: [(name: String, models: Int, tau: Double)]
  /// The mean tau of the static ranker with each model left out: least and most, with the models.
  package let leaveOneModelOut: (low: (String, Double), high: (String, Double))?
  /// What is known of the models.
  package let attributes: ModelAttributes
  /// What is known of the datasets.
  package let domains: DatasetDomains

  /// - Parameters:
  ///   - testSizes: test images of the datasets, whose error is part of the noise.
  ///   - orders: of how many tries the best is taken, for chance.
  package init(
    _ truth: GroundTruth, datasets: [String]? = nil, attributes: ModelAttributes = .none,
    domains: DatasetDomains = .unknown, testSizes: TestSizes = .unknown,
    orders: Int = ChanceLevels.defaultOrders
  ) {
    let table = TruthTable(truth, datasets: datasets)
    let scale = truth.scale
    let full = scale.map { truth.better == .lower ? -0.01 * $0 : 0.99 * $0 }
    name = truth.name
    self.table = table
    self.attributes = attributes
    self.domains = domains
    kendallW = KendallConcordance.coefficient(table.merits)
    winners = Self.winners(table)
    dominated = Self.dominated(table)
    staticRanker = StaticRanker(table)
    let counts = table.merits.map { row in row.count { $0 != nil } }.sorted()
    chance = counts.isEmpty ? nil : ChanceLevels(models: counts[counts.count / 2], orders: orders)
    meanChance =
      chance == nil
      ? nil
      : Baselines(table, statistic: .weightedTau).chance(over: Array(table.datasets.indices))
    let noise = TruthNoise(table, testSizes: testSizes, scale: scale ?? 100)
    ceiling = NoiseCeiling(table, noise)
    spreads = table.datasets.indices.map { place in
      DatasetSpread(table, place, errors: noise?.errors[place] ?? [], full: full)
    }
    self.orders = ModelAttributes.Order.allCases.compactMap { order in
      Self.tau(table, attributes.numbers[order] ?? [:]).map { (order, $0) }
    }
    parts = HubParts.all(table, attributes).compactMap { part in
      StaticRanker(table.selecting(models: part.models)).mean.map {
        (part.name, part.models.count, $0)
      }
    }
    leaveOneModelOut = Self.leaveOneModelOut(table)
  }

  private static func winners(_ table: TruthTable) -> [(model: String, datasets: Int)] {
    let best = table.merits.map { row in row.compactMap { $0 }.max() }
    let counts = table.models.indices.map { model in
      table.merits.indices.count {
        table.merits[$0][model] != nil && table.merits[$0][model] == best[$0]
      }
    }
    return zip(table.models, counts).filter { $0.1 > 0 }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { (model: $0.0, datasets: $0.1) }
  }

  private static func dominated(_ table: TruthTable) -> (pairs: Int, of: Int) {
    var (found, all) = (0, 0)
    for a in table.models.indices {
      for b in table.models.indices.dropFirst(a + 1) {
        let differences = table.merits.compactMap { row in
          row[a].flatMap { first in row[b].map { first - $0 } }
        }
        guard !differences.isEmpty else { continue }
        all += 1
        if differences.allSatisfy({ $0 > 0 }) || differences.allSatisfy({ $0 < 0 }) { found += 1 }
      }
    }
    return (found, all)
  }

  /// nil where fewer than half of the models have the attribute.
  private static func tau(_ table: TruthTable, _ values: [String: Double]) -> Double? {
    let known = table.models.filter { values[$0] != nil }
    guard known.count > 2, known.count * 2 >= table.models.count else { return nil }
    let taus = table.merits.map { row -> Double in
      let pairs = zip(table.models, row).compactMap { model, merit in
        values[model].flatMap { value in merit.map { (value, $0) } }
      }
      return WeightedTau(
        scores: pairs.map(\.0), truth: pairs.map(\.1), convention: .symmetric
      ).value
    }
    return SampleStatistics.mean(taus.filter { !$0.isNaN })
  }

  private static func leaveOneModelOut(
    _ table: TruthTable
  ) -> (low: (String, Double), high: (String, Double))? {
    guard table.models.count > 3 else { return nil }
    let means = table.models.indices.compactMap { left -> (String, Double)? in
      let rest = table.models.indices.filter { $0 != left }
      return StaticRanker(table.selecting(models: rest)).mean.map { (table.models[left], $0) }
    }
    guard let low = means.min(by: { $0.1 < $1.1 }), let high = means.max(by: { $0.1 < $1.1 }) else {
      return nil
    }
    return (low, high)
  }
}
