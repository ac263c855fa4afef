import ArgumentParser
import Conditions
import Findings
import Ledger

/// A value of a run that a person or a script asks for by name.
enum RunField {
  /// The value of `column` in `run`, as ``RunColumn`` names it; empty if there is none.
  static func value(_ column: String, of run: RecordedRun) -> ExpressionValue {
    if let text = text(column, run) { return text.isEmpty ? .missing : .text(text) }
    return number(column, run).map { .number($0) } ?? .missing
  }

  private static func text(_ column: String, _ run: RecordedRun) -> String? {
    let specification = run.specification
    switch column {
    case "experiment": return run.experiment
    case "run": return run.id
    case "status": return run.isDeleted ? "deleted" : run.status.rawValue
    case "dataset": return specification.dataset
    case "metric": return specification.metric
    case "motion": return specification.ped == nil ? "none" : "ped"
    case "metric_options": return SettingColumns.joined(specification.metricOptions)
    case "ablation": return SettingColumns.joined(specification.ped?.ablation ?? [:])
    case "error": return run.error ?? ""
    default: return nil
    }
  }

  private static func number(_ column: String, _ run: RecordedRun) -> Double? {
    let ped = run.specification.ped
    let correlations = run.correlations
    switch column {
    case "seed": return run.specification.seed.map(Double.init)
    case "step_size": return ped?.stepSize
    case "iterations": return ped.map { Double($0.iterations) }
    case "force_constant": return ped?.forceConstant
    case "radius_scale": return ped?.radiusScale
    case "exit_ratio": return ped?.exitRatio
    case "models": return correlations.map { Double($0.models) }
    case "accuracies": return correlations.map { Double($0.accuracies) }
    case "weighted_tau": return correlations?.weightedTau
    case "weighted_tau_low": return correlations?.weightedTauLow
    case "weighted_tau_high": return correlations?.weightedTauHigh
    case "kendall_tau": return correlations?.kendallTau
    case "spearman": return correlations?.spearman
    case "pearson": return correlations?.pearson
    case "rel_at_1": return correlations?.relAt1
    case "rel_at_3": return correlations?.relAt3
    case "rounding_ties": return correlations.map { Double($0.roundingTies) }
    case "seconds": return run.seconds
    case "created_at": return run.createdAt
    case "finished_at": return run.finishedAt
    case "method_version": return Double(run.specification.methodVersion)
    default: return nil
    }
  }
}
