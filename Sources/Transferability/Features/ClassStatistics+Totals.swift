import LinearAlgebra

/// Moments of all rows, from those of the classes.
extension ClassStatistics {
  /// [D], the mean of all rows.
  var mean: [Double] {
    means.transposedTimes(counts.map { Double($0) / Double(sampleCount) })
  }

  /// [D], population standard deviation of all rows.
  var standardDeviations: [Double] {
    let mean = mean
    return (0..<dimension).map { d in
      var sum = 0.0
      for (c, count) in counts.enumerated() {
        let offset = means[c, d] - mean[d]
        sum += Double(count) * (variances[c, d] + offset * offset)
      }
      return (sum / Double(sampleCount)).squareRoot()
    }
  }
}
