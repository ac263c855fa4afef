import Tabular
import Transferability
import Wording

extension ScoreCorrelation {
  /// Sentences on what the numbers hide: models left out, scores that are no ordinary numbers,
  /// correlations and intervals that are missing.
  package var remarks: [String] {
    let found = [
      leftOut, undefined, infinite, marked, degenerate,
      missingInterval.map { "no interval, because \($0)" }, noise,
    ]
    return found.compactMap(\.self).map { "\(series.method) on \(series.dataset): \($0)." }
  }

  private var leftOut: String? {
    guard correlation.leftOut > 0 else { return nil }
    return
      "\(correlation.leftOut) of \(series.models.count) models left out (no score or no accuracy)"
  }

  /// Why there is no tau.
  private var undefined: String? {
    guard correlation.weightedTau.isNaN, correlation.models > 0 else { return nil }
    guard correlation.models > 1 else {
      return "no correlation, because only one model has a score and an accuracy"
    }
    let scores = series.scores.filter { !$0.isNaN }
    let areScores = scores.allSatisfy { $0 == scores.first }
    return "no correlation, because all \(areScores ? "scores" : "accuracies") are equal"
  }

  private var infinite: String? {
    let models = zip(series.models, series.scores).filter { $1.isInfinite }
    guard !models.isEmpty else { return nil }
    return "the score of \(listed(models.map { "\($0) is \($1)" })), which ranks as the "
      + (models.allSatisfy { $1 > 0 }
        ? "highest" : models.allSatisfy { $1 < 0 } ? "lowest" : "highest and the lowest")
  }

  private var marked: String? {
    guard let place = MissingMark.index(in: series.scores) else { return nil }
    return
      "the score of \(series.models[place]) is \(Printed.exact(series.scores[place])), which looks "
      + "like a mark for a missing one; it is ranked. If it is none, leave the field empty"
  }

  private var degenerate: String? {
    guard let resampling, resampling.degenerate > 0 else { return nil }
    let all = resampling.degenerate + resampling.resamples
    return "\(resampling.degenerate) of \(all) resamples have no value (one model drawn every "
      + "time, or only equal ones); the interval is of the others"
  }

  private var noise: String? {
    guard let truthNoise else { return nil }
    return "over other draws of the truth tau has a standard deviation of "
      + "\(Printed.fixed(truthNoise.sd, decimals: 3)); interval over models and draws "
      + IntervalText.text(truthNoise.interval?.low, truthNoise.interval?.high)
  }

  /// Why there is no interval although there is a tau; nil where there is one or none was asked for.
  private var missingInterval: String? {
    guard interval == nil, options.interval != .omitted, !correlation.weightedTau.isNaN else {
      return nil
    }
    guard correlation.models >= JackknifeInterval.fewestGroups else {
      return "\(counted(correlation.models, "model")) \(correlation.models == 1 ? "says" : "say") "
        + "nothing of their spread; it takes \(JackknifeInterval.fewestGroups)"
    }
    if options.isOverFamilies {
      let families = ModelGroups(series.families(options.families), models: series.models.count)
      if families.count < JackknifeInterval.fewestGroups {
        return "it is taken over families, and there "
          + "\(families.count == 1 ? "is" : "are") only \(families.count)"
      }
    }
    return "the order stays the same whatever is left out"
  }
}
