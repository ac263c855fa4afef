extension GroundTruth {
  /// What a share of 100 % is in these numbers: 100 or 1.
  ///
  /// Of errors without a unit it is 1 if all lie in 0 to 1, and 100 if all lie in 0 to 100.
  ///
  /// - Returns: nil if the numbers are no shares.
  package var scale: Double? {
    switch unit {
    case .fraction: return 1
    case .percent: return 100
    case .other: return nil
    case nil:
      guard better == .lower else { return 100 }
      let values = entries.map(\.accuracy)
      if values.allSatisfy({ (0...1).contains($0) }) { return 1 }
      return values.allSatisfy { (0...100).contains($0) } ? 100 : nil
    }
  }
}
