import LinearAlgebra
import Transferability

/// Motions as PED makes them, and stronger.
enum RandomMotions {
  /// None first, then weak, middling and strong ones in turn.
  static func some(_ count: Int, classes: Int, seed: UInt64) -> [ClassMotion] {
    var random = SplitMix64(seed: seed)
    let strengths = [0.05, 0.3, 1]
    return [.none(classes: classes)]
      + (1..<count).map { index in
        var mixing = Matrix(rows: classes, columns: classes)
        for i in 0..<classes {
          for j in 0..<classes where j != i {
            mixing[i, j] = -strengths[(index - 1) % 3] * random.nextUnit() / Double(classes)
          }
          mixing[i, i] = 1 - mixing.row(i).reduce(0, +)
        }
        return ClassMotion(mixing: mixing)
      }
  }
}
