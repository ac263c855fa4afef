extension ResultGrid {
  /// What stands for PED where nobody chose: the official defaults, or the nearest where they were not run.
  package var standingChoice: SettingChoice {
    nearestToOfficial == nil || nearestToOfficial == .official ? .official : .nearest
  }
}
