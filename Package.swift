// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "pedlab",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "pedlab", targets: ["pedlab"]),
    .executable(name: "pedlab-benchmark", targets: ["pedlab-benchmark"]),
  ],
  dependencies: [
    // Exact: upstream does not test Linux, so a new version is taken only after our tests have run on it.
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Below 1.0 any minor version may change what it offers.
    .package(url: "https://github.com/swhitty/FlyingFox", .upToNextMinor(from: "0.27.1")),
  ],
  targets: [
    // MARK: - System libraries
    .systemLibrary(
      name: "CHDF5", pkgConfig: "hdf5",
      providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(
      name: "CLAPACK",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"]), .brew(["openblas", "lapack"])]),
    // mallopt, which the Glibc module lacks.
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),

    // For what GRDB leaves out.
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]),

    // MARK: - The commit that is built
    .plugin(name: "StampCommit", capability: .buildTool()),
    .target(name: "BuildStamp", plugins: ["StampCommit"]),
    // Tables, styles and scripts in the program itself: it may be copied to a place without the package.
    .plugin(name: "EmbedText", capability: .buildTool()),

    // MARK: - The machine
    // The C library and mathematics under one name, and cores shared by all that computes.
    .target(name: "Platform"),
    .target(name: "Parallel", dependencies: ["Platform"]),

    // MARK: - The science
    .target(name: "LinearAlgebra", dependencies: ["CLAPACK", "Parallel", "Platform"]),
    // Moments and scatter of labelled rows: what a store's pass computes and metrics read.
    .target(name: "FeatureStatistics", dependencies: ["LinearAlgebra", "Parallel"]),
    .target(
      name: "Transferability",
      dependencies: ["FeatureStatistics", "LinearAlgebra", "Parallel", "Platform", "Wording"]),

    // MARK: - Input and record
    // The words of messages: counts, lists, suggestions, numbers as text.
    .target(name: "Wording", dependencies: ["Platform"]),
    // CSV and accuracies: for targets that must not know each other.
    .target(name: "Tabular", dependencies: ["Platform", "Wording"]),
    // The literature's accuracies, scores and correlations, by name.
    .target(
      name: "Published", dependencies: ["Tabular", "Wording"],
      exclude: ["SOURCES.md", "Tables"], plugins: ["EmbedText"]),
    .target(
      name: "FeatureStore",
      dependencies: [
        "CHDF5", "CDeflate", "CCrypto", "FeatureStatistics", "LinearAlgebra", "Parallel",
        "Platform", "Tabular", "Wording",
      ],
      exclude: ["README.md"]),
    // Programs of others: git, Slurm's commands, DuckDB, librsvg.
    .target(name: "Programs"),
    // Conditions over columns, with a caret under what is wrong.
    .target(name: "Conditions", dependencies: ["Wording"]),
    .target(
      name: "Ledger",
      dependencies: [
        "CCrypto", "CSQLite", "Conditions", "Platform", "Wording",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      exclude: ["README.md"]),

    // MARK: - From plan to paper
    .target(
      name: "Sweep",
      dependencies: [
        "Conditions", "FeatureStatistics", "FeatureStore", "Transferability", "LinearAlgebra",
        "Ledger", "Parallel",
        "Platform", "Programs", "Published", "Tabular", "Wording",
        .product(name: "Yams", package: "Yams"),
      ]),
    // Sweeps that outgrow a process: tasks of a job folder, by engines such as Slurm.
    .target(
      name: "Executors",
      dependencies: ["FeatureStore", "Ledger", "Parallel", "Platform", "Programs", "Sweep"],
      exclude: ["README.md"]),
    .target(
      name: "Findings",
      dependencies: [
        "Conditions", "Ledger", "Transferability", "LinearAlgebra", "Parallel", "Platform",
        "Programs", "Published", "Tabular", "Wording",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: [
        "README.md", "Reports/Page/report.css", "Reports/Page/report.js", "Tables/presets.csv",
      ],
      plugins: ["EmbedText"]),

    // Pages to watch and explore a ledger, served on this machine.
    .target(
      name: "Pages",
      dependencies: [
        "Conditions", "FeatureStore", "Findings", "Ledger", "Parallel", "Sweep", "Tabular",
        "Transferability", "Wording",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      exclude: ["Resources"], plugins: ["EmbedText"]),

    // MARK: - The command line
    .executableTarget(
      name: "pedlab",
      dependencies: [
        "BuildStamp", "CMalloc", "Conditions", "LinearAlgebra", "Transferability", "Executors",
        "FeatureStore", "Ledger",
        "Sweep", "Findings", "Pages", "Platform", "Published", "Tabular", "Wording",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // What measures it, apart from what people use.
    .executableTarget(
      name: "pedlab-benchmark",
      dependencies: [
        "CLAPACK", "LinearAlgebra", "Transferability", "FeatureStore", "Ledger", "Parallel",
        "Platform", "Sweep", "Findings", "Tabular", "Wording",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),

    // MARK: - Tests
    // What the tests of several targets need: files of the package, temporary folders, matrices.
    .target(
      name: "TestSupport", dependencies: ["LinearAlgebra"], path: "Tests/TestSupport"),
    .testTarget(name: "ParallelTests", dependencies: ["Parallel", "Platform"]),
    .testTarget(
      name: "LinearAlgebraTests",
      dependencies: ["LinearAlgebra", "Parallel", "Platform", "TestSupport"]),
    .testTarget(
      name: "FeatureStatisticsTests",
      dependencies: ["FeatureStatistics", "LinearAlgebra", "Parallel"]),
    .testTarget(
      name: "TransferabilityTests",
      dependencies: [
        "FeatureStatistics", "Transferability", "LinearAlgebra", "FeatureStore", "Parallel",
        "Platform", "TestSupport",
      ]),
    .testTarget(name: "PagesTests", dependencies: ["Findings", "Ledger", "Pages"]),
    .testTarget(name: "WordingTests", dependencies: ["Wording"]),
    .testTarget(name: "ConditionsTests", dependencies: ["Conditions"]),
    .testTarget(name: "TabularTests", dependencies: ["Tabular", "TestSupport"]),
    .testTarget(
      name: "FeatureStoreTests",
      dependencies: [
        "FeatureStatistics", "FeatureStore", "LinearAlgebra", "Parallel", "Platform", "Tabular",
        "TestSupport",
      ]),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "Conditions", "Ledger", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "SweepTests",
      dependencies: [
        "Sweep", "FeatureStatistics", "FeatureStore", "Transferability", "LinearAlgebra", "Ledger",
        "Platform", "TestSupport",
      ]),
    .testTarget(
      name: "ExecutorsTests", dependencies: ["Executors", "Ledger", "Sweep", "TestSupport"]),
    .testTarget(
      name: "FindingsTests",
      dependencies: [
        "Findings", "Ledger", "LinearAlgebra", "Platform", "Published", "Tabular", "TestSupport",
        "Transferability",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "PedlabTests",
      dependencies: [
        "pedlab", "Conditions", "Platform", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system && target.type != .plugin {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(["-warnings-as-errors"]),
  ]
  // What is tested is optimised; the tests themselves need not be, and compile in two thirds of the time. Those of
  // Transferability compute what they compare with.
  if target.type == .test, target.name != "TransferabilityTests" {
    target.swiftSettings?.append(.unsafeFlags(["-Onone"]))
  }
}
