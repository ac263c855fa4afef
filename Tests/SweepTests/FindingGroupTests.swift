import Sweep
import Testing

@Suite("What is the same is said once") struct FindingGroupTests {
  private func sentences(_ findings: [StoreFinding]) -> [String] {
    FindingGroup.grouping(findings).map(\.sentence)
  }

  private func error(_ model: String, _ rows: Int) -> StoreFinding {
    StoreFinding(
      .error, "\(model) on pets", "the features of \(model) on pets have \(rows) rows of 120")
  }

  @Test("Errors that differ in names and numbers are one, if there are more than two")
  func alike() {
    let three = [error("vit", 8), error("m1", 9), error("swin", 10)]
    #expect(
      sentences(three) == [
        "vit on pets: the features of vit on pets have 8 rows of 120 (the same for m1 on pets, swin on pets)"
      ])
    #expect(sentences(Array(three.prefix(2))).count == 2)
    let many = (1...9).map { error("m\($0)", 8) }
    #expect(sentences(many).first?.hasSuffix("m6 on pets and 3 more)") == true)
  }

  @Test("Warnings are one only if they are equal") func equal() {
    let warnings = [1, 1, 2].map {
      StoreFinding(.warning, "model m\($0)", "\($0) of 64 features are constant")
    }
    #expect(
      sentences(warnings) == [
        "model m1, model m1: 1 of 64 features are constant",
        "model m2: 2 of 64 features are constant",
      ])
  }

  @Test("Errors of other kinds stay apart, and come first") func apart() {
    let findings = [
      StoreFinding(.note, "store.h5", "no ground truth"), error("vit", 8),
      StoreFinding(.error, "vit on dtd", "not finite: row 3"),
    ]
    #expect(
      sentences(findings) == [
        "vit on pets: the features of vit on pets have 8 rows of 120",
        "vit on dtd: not finite: row 3",
        "store.h5: no ground truth",
      ])
  }

  @Test("Models that fail in the same way are one sentence") func failures() {
    let failures = ["vit", "swin", "m1"].flatMap { model in
      ["logme", "sfda"].map {
        ScoringFailure(
          dataset: "pets", model: model, metric: $0, message: "/pets/\(model) has shape [3, 4].")
      }
    }
    #expect(
      failures.sentences == [
        "pets, model \"vit\", logme: /pets/vit has shape [3, 4]. (the same for swin on pets, m1 on pets)"
      ])
    #expect(Array(failures.prefix(2)).sentences.count == 2)
    #expect(
      ["logme", "sfda", "gbc"].map {
        ScoringFailure(dataset: "pets", model: "vit", metric: $0, message: "no rows.")
      }.sentences == ["pets, model \"vit\", logme: no rows. (the same for sfda, gbc)"])
  }
}
