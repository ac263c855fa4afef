extension ResultGrid {
  /// What stands for PED where no choice is given: the official defaults, or the nearest where they were not run.
  package var standingChoice: SettingChoice {
    nearestToOfficial == nil || nearestToOfficial == .official ? .official : .nearest
  }
}
