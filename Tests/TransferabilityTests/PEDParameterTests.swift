import Testing
import Transferability

struct PEDParameterTests {
  /// Plans, ledgers and CSV files have these names in this order.
  @Test func `The parameters are those of plans and columns`() {
    #expect(
      PEDParameter.swept.map(\.name) == [
        "step_size", "iterations", "force_constant", "radius_scale", "exit_ratio",
      ])
    #expect(
      PEDParameter.ablations.map(\.name) == [
        "rescale", "rescale_floor", "force", "velocity", "mass", "radius", "clip",
      ])
    #expect(
      PEDParameter.all.map(\.name) == (PEDParameter.swept + PEDParameter.ablations).map(\.name))
  }

  /// The official script's, which the ledger leaves out of its switches.
  @Test func `Official values are those of new settings`() {
    #expect(
      PEDParameter.all.map(\.official.description) == [
        "0.1", "6", "1.0", "0.6", "0.5", "reference", "0.001", "overlap", "reset", "unit", "rms",
        "true",
      ])
    let settings = PEDSettings()
    for parameter in PEDParameter.all {
      #expect(parameter.value(in: settings) == parameter.official)
    }
    #expect(settings.ablation.isEmpty)
  }

  @Test func `What is written is read`() throws {
    var settings = PEDSettings()
    (settings.force, settings.clip, settings.rescaleFloor) = (.inverseSquare, false, 0.25)
    #expect(
      settings.ablation == ["force": "inverse_square", "clip": "false", "rescale_floor": "0.25"])
    var read = PEDSettings()
    try read.set(settings.ablation)
    #expect(read == settings)
  }

  @Test(arguments: [
    ("drag", "0.5", "PED has no parameter \"drag\" (here 0.5); it has: step_size, "),
    ("force", "gravity", "PED's force is gravity; allowed are overlap, inverse_square, constant."),
    ("rescale_floor", "-1", "PED's rescale_floor is -1; allowed are numbers above 0."),
    ("iterations", "2.5", "PED's iterations is 2.5; allowed are integers from 0 to 100000."),
    ("clip", "maybe", "PED's clip is maybe; allowed are true, false."),
  ])
  func `A name or value that PED does not have is an error`(
    _ name: String, _ value: String, _ expected: String
  ) {
    var settings = PEDSettings()
    let error = #expect(throws: PEDError.self) { try settings.set([name: value]) }
    #expect(error?.description.hasPrefix(expected) == true)
  }
}
