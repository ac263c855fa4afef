import Findings
import Ledger
import Sweep
import Transferability

/// The form whose sliders are PED's parameters. Without a script its button shows the setting.
struct MotionSliders {
  private struct Slider {
    let name: String
    let low: String
    let high: String
    let step: String
  }

  /// The ranges in which papers and this project's sweeps look.
  private static let sliders = [
    Slider(name: "step_size", low: "0", high: "1", step: "0.01"),
    Slider(name: "force_constant", low: "0", high: "10", step: "0.1"),
    Slider(name: "radius_scale", low: "0", high: "2", step: "0.05"),
    Slider(name: "iterations", low: "0", high: "40", step: "1"),
    Slider(name: "exit_ratio", low: "0", high: "1", step: "0.05"),
  ]

  let parameters: PEDParameters
  let settings: PEDSettings
  /// Of the picture; nil: the last.
  let step: Int?

  /// - Throws: ``PageError`` for a value that PED does not take.
  init(_ state: PageState) throws {
    do {
      // The sliders come each by its name, and win over the setting of all pages.
      let changes = ([state.setting ?? ""] + state.sliders.map { "\($0.key)=\($0.value)" })
        .filter { !$0.isEmpty }.joined(separator: ",")
      parameters = try PEDParameters(changes: changes)
      settings = try PEDSettings(parameters)
    } catch {
      throw PageError.badRequest("\(error)")
    }
    step = Int(state[.step])
  }

  func form(_ state: PageState, menus: [ChoiceMenu]) -> HTML {
    let rows = Self.sliders.map { slider -> HTML in
      let value = parameters.value(of: slider.name) ?? ""
      return """
        <label for="\(slider.name)">\(PEDParameters.spoken(slider.name))</label>
        <input type="range" id="\(slider.name)" name="\(slider.name)" min="\(slider.low)" \
        max="\(slider.high)" step="\(slider.step)" value="\(value)">
        <output for="\(slider.name)">\(PEDParameters.shown(value))</output>
        """
    }
    let choices = menus.map { menu -> HTML in
      "<label for=\"\(menu.name)\">\(menu.name)</label>\(menu.html)<span></span>"
    }
    let shown = step ?? settings.iterations
    return """
      <form method="get" action="/motion" class="sliders follows" data-part="replay">
      \(HiddenFields.html(state, but: [.dataset, .model, .step], names: kept))
      \(choices)
      \(rows)
      <label for="step">step shown</label>
      <input type="range" id="step" name="step" min="0" max="\(max(1, settings.iterations))" step="1" \
      value="\(shown)"><output for="step">\(shown)</output>
      <button>Show</button></form>
      """
  }

  /// What the form has itself.
  private var kept: [String] { ["metric"] + Self.sliders.map(\.name) }
}
