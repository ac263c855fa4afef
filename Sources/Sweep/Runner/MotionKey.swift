import Transferability

/// Which motion a setting ends with.
struct MotionKey: Hashable, Sendable {
  let preparation: PEDSettings.Preparation
  let place: MotionPlace
}
