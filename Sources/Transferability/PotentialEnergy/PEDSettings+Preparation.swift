extension PEDSettings {
  /// What of the settings decides a ``PEDPreparation``: settings that agree in it share one.
  package struct Preparation: Hashable, Sendable {
    let rescale: Rescale
    /// Smallest standard deviation that is divided by
    let floor: Double
  }

  /// Whether features are rescaled by those on the source data.
  package var readsReference: Bool { rescale == .reference }

  /// Of this setting.
  package var preparation: Preparation { Preparation(rescale: rescale, floor: rescaleFloor) }
}
