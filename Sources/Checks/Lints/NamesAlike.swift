import PolicyModel
import PolicySyntax

/// Names of two values that are easily taken for each other.
///
/// Names that only differ in a number or by a plural, such as `sales_12` and `sales_24`, are a pair on purpose.
enum NamesAlike {
  /// Of shorter words every other one is a letter away.
  private static let shortest = 5

  static func findings(_ policy: Policy) -> [Diagnostic] {
    var groups: [String: [Name]] = [:]
    var order: [String] = []
    var known: Set<String> = []
    for name in names(policy) where known.insert(name.text).inserted {
      for key in keys(name) {
        if groups[key] == nil { order.append(key) }
        groups[key, default: []].append(name)
      }
    }
    var reported: Set<String> = []
    return order.flatMap { key -> [Diagnostic] in
      guard let group = groups[key], group.count > 1 else { return [] }
      return group.indices.dropFirst().compactMap { index in
        let name = group[index]
        guard !reported.contains(name.text),
          let other = group[..<index].first(where: { areAlike($0, name) })
        else { return nil }
        reported.insert(name.text)
        return finding(name, other)
      }
    }
  }

  private struct Name {
    let text: String
    let span: Span
    /// Without accents, capitals and underscores; one sign for each number.
    let plain: [Character]

    init(_ text: String, _ span: Span) {
      (self.text, self.span) = (text, span)
      var plain: [Character] = []
      for character in PlainLetters.of(text) where character != "_" {
        if !character.isNumber { plain.append(character) } else if plain.last != "#" { plain.append("#") }
      }
      self.plain = plain
    }

    var words: [Substring] { text.split(separator: "_") }
    var numbers: String { text.filter(\.isNumber) }
  }

  private static func names(_ policy: Policy) -> [Name] {
    let layouts = [policy.customer, policy.group] + policy.collections
    let fields = layouts.flatMap(\.fields).filter { $0.type != .key && !$0.name.contains(".") }
    return fields.map { Name($0.name, $0.span) } + policy.rates.map { Name($0.name, $0.span) }
  }

  /// What two names that are alike have in common: the name, or the name without one of its letters, and all
  /// its numbers, which are there to tell names apart.
  private static func keys(_ name: Name) -> Set<String> {
    let numbers = name.numbers
    var keys: Set<String> = [String(name.plain) + numbers]
    guard name.plain.count >= shortest else { return keys }
    for index in name.plain.indices {
      var shorter = name.plain
      shorter.remove(at: index)
      keys.insert(String(shorter) + numbers)
    }
    return keys
  }

  private static func areAlike(_ one: Name, _ other: Name) -> Bool {
    if one.numbers != other.numbers { return false }
    if one.plain == other.plain { return true }
    let isShorter = one.plain.count <= other.plain.count
    let (short, long) = isShorter ? (one.plain, other.plain) : (other.plain, one.plain)
    guard short.count >= shortest, !long.starts(with: short) else { return false }
    return differsInALongWord(one, other) && isOneLetterApart(short, long)
  }

  /// Whether the word in which they differ is long enough to be misread; `late_a` and `late_b` are not.
  private static func differsInALongWord(_ one: Name, _ other: Name) -> Bool {
    let (first, second) = (one.words, other.words)
    guard first.count == second.count else { return true }
    return zip(first, second).allSatisfy { left, right in
      if left == right { return true }
      let plural = left.count < right.count ? right.dropLast() == left : left.dropLast() == right
      return !plural && min(left.count, right.count) >= shortest
    }
  }

  /// One letter more, one letter another, or two neighbours the other way round.
  private static func isOneLetterApart(_ short: [Character], _ long: [Character]) -> Bool {
    let front = zip(short, long).prefix { $0 == $1 }.count
    // A word is known by its first letter: nobody reads `grade` for `trade`.
    if front == 0 { return false }
    let back = zip(short.reversed(), long.reversed()).prefix { $0 == $1 }.count
    if short.count < long.count { return front + back >= short.count }
    if front + back >= short.count - 1 { return true }
    let isSwapped = front + back == short.count - 2 && short[front] == long[front + 1]
    return isSwapped && short[front + 1] == long[front]
  }

  private static func finding(_ name: Name, _ other: Name) -> Diagnostic {
    Diagnostic(
      .namesAlike,
      at: name.span,
      about: name.text,
      "`\(name.text)` is easily taken for `\(other.text)`",
      help: "give one of them a name that says how they differ",
      notes: [Diagnostic.Note("`\(other.text)` is declared here", at: other.span)]
    )
  }
}

extension CodePage {
  static let namesAlike = CodePage(
    .namesAlike,
    "Two names are easily taken for each other",
    """
    The names are a letter apart, or differ only in capitals, accents or underscores. Who reads the
    policy aloud cannot tell them apart, and a rule that was given the wrong one looks right.

    Nothing is said of names that differ in a number or by a plural, or in a word of fewer than five
    letters.
    """,
    wrong: """
      for each invoice
        unpaid_amount = amount - paid

      for the customer
        unpaid_amounts_late = sum of unpaid_amount over invoices where due is before as_of
        UnpaidAmount        = sum of unpaid_amount over invoices

      segment
        watch     when unpaid_amounts_late is more than 100 EUR or UnpaidAmount is more than 5 000 EUR
        standard  otherwise
      """,
    right: """
      for each invoice
        unpaid_amount = amount - paid

      for the customer
        unpaid_amounts_late = sum of unpaid_amount over invoices where due is before as_of
        open_balance        = sum of unpaid_amount over invoices

      segment
        watch     when unpaid_amounts_late is more than 100 EUR or open_balance is more than 5 000 EUR
        standard  otherwise
      """
  )
}
