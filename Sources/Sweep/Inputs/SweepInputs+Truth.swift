import FeatureStore
import Tabular

extension SweepInputs {
  /// Whether a plan's accuracies match its store at all; nothing is read but names and accuracies.
  ///
  /// - Throws: ``PlanError``, as a sweep would, if no pair of the store has an accuracy.
  package static func checkTruthMatches(_ plan: Plan) throws {
    let store = try FeatureStore(plan.storeLocation, plan.storeOptions)
    var partial = plan
    (partial.missing, partial.truth.match) = (.skip, .partial)
    let choice = try InputChoice(partial, store)
    let matched = try TruthChoice(partial, store, choice).reconciliation?.matchedPairs
    if matched?.isEmpty == true { _ = try TruthChoice(plan, store, choice) }
  }
}
