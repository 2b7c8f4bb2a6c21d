/// What must hold of anything that is read, whatever its bytes.
///
/// A target takes bytes, hands them to one part of policyc and throws where a property is broken; a trap, a hang or
/// growing memory is noticed by whoever runs it. `FuzzTests` runs all of them shortly, `.ci/fuzz` for long.
public struct FuzzTarget: Sendable {
  public let name: String
  /// Longer inputs find nothing that shorter ones do not, and cost more.
  public let longest: Int
  public let run: @Sendable ([UInt8]) throws(FuzzViolation) -> Void

  /// Every entry point.
  public static let all: [FuzzTarget] = [
    FuzzTarget(name: "lexer", longest: 512, run: PolicyTextTargets.lexer),
    FuzzTarget(name: "parser", longest: 512, run: PolicyTextTargets.parser),
    FuzzTarget(name: "checker", longest: 384, run: PolicyTextTargets.checker),
    FuzzTarget(name: "formatter", longest: 512, run: PolicyTextTargets.formatter),
    FuzzTarget(name: "csv", longest: 512, run: PortfolioTargets.csv),
    FuzzTarget(name: "ndjson", longest: 512, run: PortfolioTargets.ndjson),
    FuzzTarget(name: "dates", longest: 24, run: ValueTargets.dates),
    FuzzTarget(name: "numbers", longest: 64, run: ValueTargets.numbers),
    FuzzTarget(name: "evaluator", longest: 96, run: DecisionTargets.evaluator),
    FuzzTarget(name: "traces", longest: 512, run: DecisionTargets.traces),
  ]
}

/// A property that does not hold of an input.
public struct FuzzViolation: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// Says what is wrong where something does not hold.
func require(
  _ condition: Bool,
  _ problem: @autoclosure () -> String
) throws(FuzzViolation) {
  if !condition { throw FuzzViolation(problem()) }
}
