internal import FeatureStatistics
internal import LinearAlgebra

extension ReducedFeatures {
  /// The statistics alone.
  package var withoutRows: ReducedFeatures {
    ReducedFeatures(moments: moments, scatter: scatter, digest: digest, rows: rows)
  }

  /// The same for those who do not read the scatter.
  var withoutScatter: ReducedFeatures {
    ReducedFeatures(moments: moments, scatter: nil, digest: digest, rows: rows)
  }

  /// What is known of the features that they are of.
  package var content: FeatureContent { FeatureContent(digest: digest, rows: rows) }

  /// Bytes of the statistics in memory, without the rows that were kept.
  package var byteCount: Int {
    let moment = moments.means.elements.count + moments.variances.elements.count
    return 8 * (moment + (scatter?.elements.count ?? 0))
  }
}
