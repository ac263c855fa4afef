import Ledger
import Transferability

extension SweepSetting {
  /// The order in which settings are scored: those that share a trajectory, which differ in
  /// iterations and exit ratio only, come one after another.
  func isScored(before other: SweepSetting) -> Bool {
    if metric != other.metric { return metric < other.metric }
    if sample != other.sample { return sample.precedes(other.sample) }
    guard let ped, let otherPED = other.ped else { return ped == nil && other.ped != nil }
    let (key, otherKey) = (ped.motionText, otherPED.motionText)
    if key != otherKey { return key < otherKey }
    return (ped.iterations, ped.exitRatio) < (otherPED.iterations, otherPED.exitRatio)
  }

  /// Whether one worker should score both, one after the other: what the first computes, the second
  /// uses, and another worker would only wait for it.
  func sharesMotion(with other: SweepSetting) -> Bool {
    guard let ped, let otherPED = other.ped else { return false }
    return (metric, options, seed) == (other.metric, other.options, other.seed)
      && sample == other.sample
      && ped.motionText == otherPED.motionText
  }
}

extension PEDSettings {
  /// All parameters but iterations and exit ratio.
  fileprivate var motionText: String {
    var alike = self
    (alike.iterations, alike.exitRatio) = (0, 0)
    return PEDParameter.all.map { $0.value(in: alike).description }.joined(separator: " ")
  }
}
