import PolicyModel
import PolicySyntax

/// A reason that says nothing which the rule does not say itself.
enum EmptyReason {
  static func findings(_ policy: Policy, _ files: [PolicySyntaxFile]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (decision, rules) in policy.writtenRules {
      for rule in rules {
        let known = words(rule.id) + words(result(of: rule, decision, policy))
        for reason in rule.reasons where isEmpty(reason.text, in: reason.language, beside: known) {
          found.append(finding(reason.text, at: rule.span, about: rule.id))
        }
      }
    }
    for item in files.flatMap(\.items) {
      switch item {
      case .override(let override):
        for reason in override.reasons where isEmpty(reason) {
          found.append(finding(reason.text, at: reason.span, about: override.customer.text))
        }
      case .findings(let findings):
        for ruling in findings.rulings {
          for reason in ruling.reasons where isEmpty(reason) {
            found.append(finding(reason.text, at: reason.span, about: ruling.about?.text ?? ruling.code.text))
          }
        }
      default: break
      }
    }
    return found
  }

  private static func result(of rule: Rule, _ decision: Decision, _ policy: Policy) -> String {
    rule.result.constant.map { ValueText(policy: policy).text($0, decision.type) } ?? ""
  }

  private static func finding(_ reason: String, at span: Span, about subject: String) -> Diagnostic {
    Diagnostic(
      .emptyReason,
      at: span,
      about: subject,
      "the reason `\(reason)` says nothing",
      help: "say what the rule looks at and why, in words that can be read out to the customer"
    )
  }

  // MARK: Words

  private static func isEmpty(_ reason: ReasonSyntax) -> Bool {
    isEmpty(reason.text, in: reason.language ?? KeywordTable.english.language, beside: [])
  }

  /// Whether fewer than two words are left of a reason without those that say nothing, or only what is known.
  static func isEmpty(_ reason: String, in language: String, beside known: [String]) -> Bool {
    let silent = language == "fr" ? silentInFrench : silentInEnglish
    let telling = Set(
      words(reason).filter { word in
        !silent.contains(word) && !alwaysSilent.contains(word) && !word.allSatisfy { $0 == "x" }
      }
    )
    return telling.count < 2 || telling.isSubset(of: known)
  }

  /// Words in small letters without accents.
  private static func words(_ text: String) -> [String] {
    PlainLetters.of(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private static let alwaysSilent: Set<String> = [
    "cf", "ditto", "etc", "fixme", "idem", "n", "na", "tba", "tbc", "tbd", "test", "todo",
  ]

  /// Words that say nothing by themselves; what denies does: `not scored`.
  private static let silentInEnglish: Set<String> = [
    "a", "above", "according", "also", "always", "an", "and", "applicable", "are", "as", "be", "because",
    "below",
    "by", "explanation", "for", "from", "has", "in", "is", "it", "its", "of", "on", "or", "otherwise", "our",
    "pending",
    "per", "policy", "reason", "reasons", "rule", "rules", "same", "see", "so", "such", "that", "the", "this",
    "to",
    "was", "we", "with", "yes",
  ]

  private static let silentInFrench: Set<String> = [
    "a", "applicable", "au", "aussi", "aux", "avec", "car", "ce", "cette", "ci", "completer", "d", "dans",
    "de", "des",
    "dessous", "dessus", "du", "elle", "en", "est", "et", "explication", "il", "l", "la", "le", "les",
    "motif",
    "motifs", "nous", "objet", "ou", "oui", "par", "parce", "politique", "pour", "qu", "que", "raison",
    "raisons",
    "regle", "regles", "selon", "sont", "un", "une", "voir",
  ]
}

extension CodePage {
  static let emptyReason = CodePage(
    .emptyReason,
    "A reason says nothing",
    """
    The reason repeats the label or the result of its rule, or consists of words that say nothing:
    `n/a`, `see above`, `policy`, `TODO`, a single word. Whoever gets the decision is then told that
    it is as it is.

    Say what the rule looks at, in a few words that can be read out to the customer. Reasons of
    overrides and of accepted findings are looked at as well, in English and in French.
    """,
    wrong: """
      segment
        watch     when turnover is below 100 000 EUR
          because "Segment watch"
        standard  otherwise
      """,
    right: """
      segment
        watch     when turnover is below 100 000 EUR
          because "A turnover below 100 000 EUR bears no loss"
        standard  otherwise
      """
  )
}
