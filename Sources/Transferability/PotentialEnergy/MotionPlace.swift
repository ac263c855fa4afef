/// A state of a trajectory: settings that end at the same one have the same motion.
package struct MotionPlace: Hashable, Sendable {
  let trajectory: PEDTrajectory.Key
  let step: Int
}
