import Transferability

/// The audit for programs.
extension HubAudit {
  /// The audit for programs.
  package var json: JSONValue {
    .object([
      ("name", .text(name)), ("verdict", .text(verdict)),
      ("models", .integer(table.models.count)),
      ("dataset_names", .array(table.datasets.map { .text($0) })),
      ("kendall_w", .optional(kendallW)), ("winners", .integer(winners.count)),
      ("wins_by_model", .object(winners.map { ($0.model, .integer($0.datasets)) })),
      ("dominated_pairs", .integer(dominated.pairs)), ("pairs", .integer(dominated.of)),
      ("static_ranker", staticRankerJSON), ("chance", chanceJSON),
      ("noise_ceiling", .optional(ceiling?.mean)),
      ("weighted_tau_by_order", .object(orders.map { ($0.order.rawValue, .number($0.tau)) })),
      (
        "parts",
        .array(
          parts.map {
            .object([
              ("name", .text($0.name)), ("models", .integer($0.models)),
              ("weighted_tau", .number($0.tau)),
            ])
          })
      ),
      ("spread", .array(spreads.map(json))),
      (
        "checklist",
        .array(
          checklist.map {
            .object([
              ("question", .text($0.question)), ("answer", .text($0.answer.rawValue)),
              ("detail", .text($0.detail)),
            ])
          })
      ),
    ])
  }

  private var staticRankerJSON: JSONValue {
    .object([
      ("mean_weighted_tau", .optional(staticRanker.mean)),
      ("low", .optional(staticRanker.interval?.low)),
      ("high", .optional(staticRanker.interval?.high)),
      (
        "weighted_tau_by_dataset",
        .object(zip(table.datasets, staticRanker.taus).map { ($0, .optional($1)) })
      ),
      (
        "leave_one_model_out",
        leaveOneModelOut.map {
          .object([("low", .number($0.low.1)), ("high", .number($0.high.1))])
        } ?? .null
      ),
    ])
  }

  private var chanceJSON: JSONValue {
    guard let chance else { return .null }
    return .object([
      ("models", .integer(chance.models)), ("p95", .number(chance.p95)),
      ("mean_p95", .optional(meanChance)),
      ("best_of_k_median", .number(chance.bestMedian)), ("k", .integer(chance.orders)),
    ])
  }

  private func json(_ spread: DatasetSpread) -> JSONValue {
    .object([
      ("dataset", .text(spread.dataset)), ("models", .integer(spread.models)),
      ("best", .optional(spread.best)), ("worst", .optional(spread.worst)),
      ("gap", .optional(spread.gap)), ("noise", .optional(spread.noise)),
    ])
  }
}
