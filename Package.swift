// swift-tools-version: 6.2
// One line for each module, in the order in which they stand on each other: arrows point upwards in this list.
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "policyc",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "Exact", swiftSettings: settings),
    .target(name: "PolicySyntax", dependencies: ["Exact"], swiftSettings: settings),
    .target(name: "PolicyModel", dependencies: ["Exact", "PolicySyntax"], swiftSettings: settings),
    .target(
      name: "Portfolio",
      dependencies: ["Exact", "PolicySyntax", "PolicyModel"],
      swiftSettings: settings
    ),
    .target(
      name: "Evaluation",
      dependencies: ["Exact", "PolicySyntax", "PolicyModel", "Portfolio"],
      swiftSettings: settings
    ),
    .target(
      name: "Proofs",
      dependencies: ["Exact", "PolicySyntax", "PolicyModel", "Evaluation"],
      swiftSettings: settings
    ),
    .target(
      name: "Checks",
      dependencies: ["Exact", "PolicySyntax", "PolicyModel", "Portfolio", "Evaluation", "Proofs"],
      swiftSettings: settings
    ),
    .target(
      name: "Reports",
      dependencies: ["Exact", "PolicySyntax", "PolicyModel", "Portfolio", "Evaluation", "Checks"],
      exclude: ["Schemas"],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "policyc",
      dependencies: [
        "Exact", "PolicySyntax", "PolicyModel", "Portfolio", "Evaluation", "Proofs", "Checks", "Reports",
      ],
      swiftSettings: settings
    ),
    .target(
      name: "TestSupport",
      dependencies: ["Exact", "PolicyModel", "Portfolio"],
      path: "Tests/TestSupport",
      swiftSettings: settings
    ),
    .testTarget(
      name: "ExactTests",
      dependencies: ["Exact", "TestSupport"],
      exclude: ["exact_oracle.py", "calendar_oracle.py", "sha256_oracle.py"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "PolicySyntaxTests",
      dependencies: ["Exact", "PolicySyntax", "TestSupport"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "PortfolioTests",
      dependencies: ["Exact", "PolicySyntax", "PolicyModel", "Portfolio", "TestSupport"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "EvaluationTests",
      dependencies: [
        "Exact", "PolicySyntax", "PolicyModel", "Portfolio", "Evaluation", "Checks", "TestSupport",
      ],
      exclude: ["expression_oracle.py", "record_oracle.py", "terms_oracle.py"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ProofsTests",
      dependencies: [
        "Exact", "PolicySyntax", "PolicyModel", "Evaluation", "Proofs", "Checks", "policyc", "TestSupport",
      ],
      exclude: ["solver_oracle.py"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ChecksTests",
      dependencies: [
        "Exact", "PolicySyntax", "PolicyModel", "Portfolio", "Evaluation", "Checks", "Reports",
        "TestSupport",
      ],
      exclude: ["Golden"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Exact", "PolicySyntax", "PolicyModel", "Portfolio", "Evaluation", "Proofs", "Checks", "Reports",
        "TestSupport",
      ],
      exclude: ["Fixtures", "check_junit.py", "check_sarif.py", "mutate_traces.py", "validate_documents.py"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: ["policyc", "TestSupport"],
      exclude: ["Golden"],
      swiftSettings: settings
    ),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Exact", "PolicySyntax", "PolicyModel", "Portfolio", "Evaluation", "Checks", "Reports",
        "TestSupport",
      ],
      path: "Tests/Fuzz/Targets",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "policyc-fuzz",
      dependencies: ["FuzzTargets"],
      path: "Tests/Fuzz/Driver",
      swiftSettings: settings
    ),
    .testTarget(
      name: "FuzzTests",
      dependencies: ["FuzzTargets", "TestSupport"],
      path: "Tests/Fuzz/Tests",
      swiftSettings: settings
    ),
  ]
)
