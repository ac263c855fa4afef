import Findings
import Transferability

/// The paths of the class means in their plane: a ring where each begins, a dot where it is at the step
/// shown, and the balls around the dots.
struct MotionPicture {
  let path: MotionPath
  let step: Int

  private static let size = 520.0
  private static let margin = 12.0
  /// With more classes balls hide each other, and only paths are drawn.
  private static let mostBalls = 40

  var svg: String {
    let shown = path.places[min(step, path.places.count - 1)]
    let hasBalls = shown.count <= Self.mostBalls
    let reach = path.places.reduce(0) { farthest, places in
      zip(places, path.radii).reduce(farthest) { farthest, ball in
        max(farthest, max(abs(ball.0.x), abs(ball.0.y)) + (hasBalls ? ball.1 : 0))
      }
    }
    let scale = reach > 0 ? (Self.size / 2 - Self.margin) / reach : 1
    func point(_ place: (x: Double, y: Double)) -> (Double, Double) {
      (Self.size / 2 + scale * place.x, Self.size / 2 - scale * place.y)
    }
    var canvas = SVGCanvas(
      width: Self.size, height: Self.size, title: "Class means at step \(step)",
      description:
        "\(shown.count) class means in the plane in which they are spread most, which shows "
        + "\(Typeset.short(100 * path.shownShare, 3)) % of their spread.")
    for (index, place) in shown.enumerated() {
      let look = SeriesLook(index)
      if hasBalls {
        let (x, y) = point(place)
        canvas.circle(x, y, scale * path.radii[index], style: "pl-line pl-thin \(look.style)")
      }
      canvas.polyline(
        path.places.prefix(step + 1).map { point($0[index]) }, style: "pl-line \(look.style)")
      let (x0, y0) = point(path.places[0][index])
      canvas.circle(x0, y0, 3, style: "pl-ring \(look.style)")
      let (x, y) = point(place)
      canvas.marker(x, y, look: look, tip: "class \(index)")
    }
    return canvas.document()
  }
}
