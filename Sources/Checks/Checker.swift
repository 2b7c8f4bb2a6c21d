import Exact
import PolicyModel
import PolicySyntax

/// A policy's text to everything that can be said against it.
public enum Checker {
  /// Every check of a policy whose names and types are right: one file each.
  private static let checks: [@Sendable (Policy) -> [Diagnostic]] = [
    { MissingCheck.findings($0) }, { InfluenceCheck.findings($0) },
    { StepsCheck.findings($0) },
  ]

  /// Compiles files of one policy and checks the result.
  ///
  /// - Parameters:
  ///   - asOf: the day on which overrides are looked at; nil to leave that out.
  ///   - advice: whether thoughts about the writing are wanted too.
  /// - Returns: the policy, or nil when there is any error, and all findings in order of place, without errors
  ///   that only follow from others.
  public static func check(_ files: [PolicySyntaxFile], asOf: CalendarDate? = nil, advice: Bool = false)
    -> PolicyCompiler.Result
  {
    let all = everything(files, asOf, advice, [:])
    return all.with(Consequences.heldBack(from: all.findings, in: files))
  }

  /// Compiles files of one policy and looks for what keeps it from deciding anybody; nothing is proven.
  public static func quickCheck(_ files: [PolicySyntaxFile]) -> PolicyCompiler.Result {
    let compiled = PolicyCompiler.compile(files)
    guard let policy = compiled.model else { return compiled }
    return compiled.with(compiled.findings + checks.flatMap { $0(policy) })
  }

  /// Checks several policies, which may share files: what is wrong with a shared one is said once.
  ///
  /// - Parameters:
  ///   - editions: the files of each policy.
  ///   - compared: for each of them the files of the policies that its principles name, by the name given there.
  ///   - further: what has been found before, about how the files refer to each other.
  ///   - asOf: the day on which overrides are looked at; nil to leave that out.
  ///   - advice: whether thoughts about the writing are wanted too.
  /// - Returns: what each edition came to, all findings in order of place, and what the policies accept.
  public static func check(
    editions: [[PolicySyntaxFile]],
    compared: [[String: [PolicySyntaxFile]]] = [],
    further: [Diagnostic] = [],
    asOf: CalendarDate? = nil,
    advice: Bool = false
  ) -> (editions: [PolicyCompiler.Result], diagnostics: [Diagnostic], accepted: [AcceptedFinding]) {
    var (found, accepted) = judged(further, editions)
    let results = editions.enumerated().map { number, files in
      everything(files, asOf, advice, number < compared.count ? compared[number] : [:])
    }
    found += results.flatMap(\.findings)
    accepted += results.flatMap(\.accepted)
    var seen: Set<String> = []
    found = found.filter { seen.insert(identity($0)).inserted }
    seen = []
    accepted = accepted.filter { seen.insert(identity($0.finding)).inserted }
    let files = editions.flatMap { $0 }
    let held = Consequences.heldBack(from: found, in: files)
    return (results, PolicyCompiler.Result(nil, held).diagnostics, accepted)
  }

  private static func identity(_ finding: Diagnostic) -> String {
    "\(finding.span.file):\(finding.span.start):\(finding.code.rawValue):\(finding.message)"
  }

  /// What the editions leave of the findings about how they follow each other.
  private static func judged(_ further: [Diagnostic], _ editions: [[PolicySyntaxFile]]) -> (
    [Diagnostic], [AcceptedFinding]
  ) {
    var findings = further
    var accepted: [AcceptedFinding] = []
    for files in editions {
      let waivers = Waivers(files)
      let own = findings.filter { $0.span.file == files.first?.source.file }
      let judgement = waivers.judge(own)
      findings = findings.filter { $0.span.file != files.first?.source.file } + judgement.findings
      findings += waivers.unused(judgement) { $0.isAboutEditions }
      accepted += judgement.accepted
    }
    return (findings, accepted)
  }

  /// Everything, in the order of the stages.
  private static func everything(
    _ files: [PolicySyntaxFile],
    _ asOf: CalendarDate?,
    _ advice: Bool,
    _ compared: [String: [PolicySyntaxFile]]
  ) -> PolicyCompiler.Result {
    let compiled = PolicyCompiler.compile(files)
    let waivers = Waivers(files)
    guard let policy = compiled.model else { return compiled.with(compiled.findings + waivers.mistakes) }
    let ended = asOf.map { OverrideCheck.findings(policy, asOf: $0) } ?? []
    let found = checks.flatMap { $0(policy) }
    let isSound = !(compiled.findings + found).contains { $0.severity == .error }
    let proven = ProofCheck.findings(policy, isSound: isSound, advice: advice)
    // A principle is about rules that have a meaning.
    let others = compared.mapValues { PolicyCompiler.compile($0).policy }
    let principles = isSound ? PrincipleCheck.findings(policy, others) : ([], [])
    var judgement = waivers.judge(found + proven + principles.0 + ended)
    // How a policy is written is looked at once nothing else is wrong with it.
    let isRight = !(compiled.findings + judgement.findings).contains { $0.severity == .error }
    if isRight { judgement += waivers.judge(Lints.findings(policy, files, advice: advice)) }
    let unused = waivers.unused(judgement) { code in
      !code.isAboutEditions && (asOf != nil || !code.isAboutDays) && (isRight || !code.isAboutWriting)
        && (isSound || !code.isProven) && (advice || code.severity != .advice)
    }
    return PolicyCompiler.Result(
      policy,
      compiled.findings + waivers.mistakes + waivers.aboutNothing(in: policy) + judgement.findings + unused,
      accepted: judgement.accepted,
      principles: principles.1
    )
  }
}

extension Code {
  /// Whether it is only found where editions are compared.
  fileprivate var isAboutEditions: Bool { self == .editionsOverlap || self == .editionsGap }

  /// Whether it is only found in a policy that is sound.
  fileprivate var isAboutWriting: Bool { rawValue.hasPrefix("P7") }

  /// Whether it is only looked for where nothing is wrong.
  fileprivate var isProven: Bool { rawValue >= "P407" && rawValue < "P430" || rawValue.hasPrefix("P8") }

  /// Whether it is only found for a day.
  fileprivate var isAboutDays: Bool { self == .overrideExpired || self == .overrideExpiring }
}
