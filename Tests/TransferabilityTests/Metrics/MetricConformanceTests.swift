import FeatureStatistics
import LinearAlgebra
import Synchronization
import Testing
import Transferability

/// What holds for every metric of the catalogue.
struct MetricConformanceTests {
  static let names = MetricCatalog.entries.map(\.description.name)

  private func score(
    _ name: String, _ data: MetricSample, _ motion: ClassMotion? = nil
  ) throws -> [Double] {
    let metric = try #require(MetricCatalog.entry(named: name)).make([:])
    let input = data.input
    let prepared = try metric.prepare(input)
    return try prepared.score(motion ?? .none(classes: input.moments.classCount)).components
  }

  @Test(arguments: names)
  func `A degenerate input gives a finite number or a sentence`(name: String) throws {
    for data in MetricSample.degenerate {
      let classes = data.input.moments.classCount
      let motions = [
        ClassMotion.none(classes: classes), MetricSample.motion(classes: classes),
        try MetricSample.ped(data.input),
      ]
      for motion in motions {
        do {
          let components = try score(name, data, motion)
          let isFinite = components.allSatisfy { $0.isFinite }
          #expect(isFinite, "\(data.testDescription)")
        } catch let error as MetricError {
          #expect(error.description.hasSuffix("."), "\(data.testDescription)")
        } catch let error as LinearAlgebraError {
          #expect(error.description.hasSuffix("."), "\(data.testDescription)")
        }
      }
    }
  }

  @Test(arguments: names)
  func `A motion scores as the moved rows do`(name: String) throws {
    let motion = MetricSample.motion(classes: 4)
    let fromMotion = try score(name, .ordinary, motion)
    let fromRows = try score(name, MetricSample.ordinary.moved(by: motion))
    for (left, right) in zip(fromMotion, fromRows) {
      #expect(abs(left - right) <= 1e-9 * max(1, abs(right)))
    }
  }

  /// Whoever says that it does without must not make the pass run again, and who reads it must say so.
  @Test(arguments: names)
  func `The scatter is made for metrics that say they read it`(name: String) throws {
    let entry = try #require(MetricCatalog.entry(named: name))
    let full = MetricSample.ordinary.input
    let isMade = Mutex(false)
    let input = ScoringInput(
      moments: full.moments,
      makeScatter: {
        isMade.withLock { $0 = true }
        return full.scatter
      }, labels: full.labels, features: full.features, outputs: full.outputs,
      companions: full.companions)
    let metric = try entry.make([:])
    let motion = MetricSample.motion(classes: full.moments.classCount)
    let found = try metric.prepare(input).score(motion).components
    #expect(isMade.withLock { $0 } == entry.readsScatter)
    #expect(try found == metric.prepare(full).score(motion).components)
  }

  @Test(arguments: names)
  func `The same input gives the same bits`(name: String) throws {
    let (first, second) = (try score(name, .ordinary), try score(name, .ordinary))
    #expect(first == second)
  }

  @Test(arguments: MetricCatalog.entries.map(\.description.name))
  func `An option that does not exist is refused`(name: String) throws {
    let entry = try #require(MetricCatalog.entry(named: name))
    #expect(throws: MetricError.self) { _ = try entry.make(["colour": .text("red")]) }
  }

  @Test(arguments: names)
  func `The description is complete`(name: String) throws {
    let text = try #require(MetricCatalog.entry(named: name)).description
    #expect(!text.formula.isEmpty && !text.cost.isEmpty && !text.source.isEmpty)
    #expect(Self.names.filter { $0 == name }.count == 1)
  }

  @Test func `ETran scales over the models of a run`() throws {
    let metric = try #require(MetricCatalog.entry(named: "etran")).make([:])
    let scores = metric.combine([[1, 0.5], [3, 0.1], [2, 0.9]])
    let expected = [0.85 * 0.5, 0.15, 0.15 * 0.5 + 0.85]
    for (left, right) in zip(scores, expected) { #expect(abs(left - right) < 1e-15) }
  }
}
