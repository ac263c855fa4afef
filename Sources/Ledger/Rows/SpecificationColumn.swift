/// A column of `runs` that a specification fills, in the order in which it is bound.
struct SpecificationColumn: Sendable {
  let name: String
  let bind: @Sendable (RunSpecification, BoundStatement) -> Void

  static let all: [SpecificationColumn] = [
    SpecificationColumn(name: "dataset") { $1.bind($0.dataset) },
    SpecificationColumn(name: "metric") { $1.bind($0.metric) },
    SpecificationColumn(name: "metric_options") { $1.bind(JSONColumn.encode($0.metricOptions)) },
    SpecificationColumn(name: "seed") { $1.bind($0.seed) },
    SpecificationColumn(name: "motion") { $1.bind($0.motion) },
    SpecificationColumn(name: "step_size") { $1.bind($0.ped?.stepSize) },
    SpecificationColumn(name: "iterations") { $1.bind($0.ped?.iterations) },
    SpecificationColumn(name: "force_constant") { $1.bind($0.ped?.forceConstant) },
    SpecificationColumn(name: "radius_scale") { $1.bind($0.ped?.radiusScale) },
    SpecificationColumn(name: "exit_ratio") { $1.bind($0.ped?.exitRatio) },
    SpecificationColumn(name: "ablation") { run, statement in
      statement.bind(run.ped.map { JSONColumn.encode($0.ablation) })
    },
    SpecificationColumn(name: "samples_per_class") { $1.bind($0.sample?.perClass) },
    SpecificationColumn(name: "sample_seed") { $1.bind($0.sample?.seed) },
    SpecificationColumn(name: "input_digest") { $1.bind($0.inputDigest) },
    SpecificationColumn(name: "method_version") { $1.bind($0.methodVersion) },
    SpecificationColumn(name: "lower_is_better") { $1.bind($0.lowerIsBetter ? 1 : 0) },
    SpecificationColumn(name: "scoring") { $1.bind($0.scoringKey) },
  ]
}
