import PolicyModel

/// What decisions depend on, for people: a block for each decision, and what the flow proves below.
public struct DependenciesText {
  private let style: Style
  private let width: Int

  /// - Parameter width: the columns that there are; lines that are longer go on below.
  public init(style: Style = .plain, width: Int = 80) {
    self.style = style
    self.width = max(width, 60)
  }

  public func text(_ dependencies: Dependencies) -> String {
    let policy = dependencies.policy
    let title = "\"\(ShownText.onOneLine(policy.name))\" version \(ShownText.onOneLine(policy.version))"
    var blocks = [style.bold("\(title): what each decision depends on")]
    let rows = dependencies.decisions.flatMap(\.inputs)
    let columns = Columns(
      name: rows.map { shown($0).count }.max() ?? 0,
      owner: rows.map { owner($0).count }.max() ?? 0
    )
    blocks += dependencies.decisions.map { block($0, columns, policy) }
    blocks.append(fairness(dependencies))
    return blocks.joined(separator: "\n\n") + "\n"
  }

  // MARK: Decisions

  private struct Columns {
    let name: Int
    let owner: Int
  }

  private func block(_ decision: Dependencies.OfDecision, _ columns: Columns, _ policy: Policy) -> String {
    let whose = decision.owner == policy.customer.name ? "" : " of each \(decision.owner)"
    let head = style.bold(decision.name + (decision.owner == policy.group.name ? " of the group" : whose))
    if decision.inputs.isEmpty { return head + "\n  nothing: it is the same for everybody" }
    let lines = decision.inputs.flatMap { input -> [String] in
      let lead = "  \(shown(input).padded(columns.name))  \(owner(input).padded(columns.owner))"
      let way = input.through.isEmpty ? "" : "by " + input.through.joined(separator: ", ")
      return hanging(lead, way)
    }
    return ([head] + lines).joined(separator: "\n")
  }

  private func shown(_ input: Dependencies.Input) -> String {
    switch input.kind {
    case .attribute: input.name
    case .records: "which \(input.name)"
    case .asOf: "as-of date"
    }
  }

  private func owner(_ input: Dependencies.Input) -> String {
    (input.owner ?? "") + (input.isOptional ? ", optional" : "")
  }

  // MARK: Equal treatment

  private func fairness(_ dependencies: Dependencies) -> String {
    let marked = dependencies.marked
    let kept = marked.filter { $0.allowedBecause == nil }
    var lines = [style.bold("Equal treatment")]
    lines += paragraph(
      "No attribute marked `identity`, `protected` or `proxy for` reaches a decision"
        + (kept.count < marked.count ? ", but for the proxies allowed below" : "")
        + ". Every definition and decision between was followed, so this holds for every customer."
    )
    for entry in kept { lines += hanging("  -", "\(entry.name) of \(entry.owner) (\(kind(entry)))", gap: 1) }
    if marked.isEmpty { lines += paragraph("No attribute is marked so.") }
    for entry in marked {
      guard let reason = entry.allowedBecause else { continue }
      lines += paragraph(
        "Allowed: \(entry.name) of \(entry.owner), \(kind(entry)), because \"\(reason)\". "
          + (entry.reaches.isEmpty ? "It reaches no decision." : "It reaches \(list(entry.reaches)).")
      )
    }
    let keys = dependencies.keys.map { "\($0.name) of \($0.owner)" }
    lines += paragraph("Keys only say what belongs together: \(keys.joined(separator: ", ")).")
    for entry in dependencies.agreements {
      lines += paragraph(
        "Agreed with one customer, with who approved it, why and until when: \(entry.name). "
          + (entry.reaches.isEmpty ? "They reach no decision." : "They reach \(list(entry.reaches)).")
      )
    }
    lines += exceptions(dependencies.exceptions)
    return lines.joined(separator: "\n")
  }

  private func exceptions(_ exceptions: [Dependencies.Exception]) -> [String] {
    if exceptions.isEmpty {
      return paragraph("No override: the policy names no customer.")
    }
    let many =
      exceptions.count == 1 ? "1 override names its customer" : "\(exceptions.count) overrides name customers"
    return paragraph("\(many); nothing else in the policy does:")
      + exceptions.flatMap { entry in
        let override = entry.override
        return hanging(
          "  -",
          "\(entry.customer): \(entry.decision) \(entry.value) from \(override.from) until \(override.until), approved by "
            + "\(override.approvedBy) on \(override.approvedOn)",
          gap: 1
        )
      }
  }

  private func kind(_ entry: Dependencies.Marked) -> String {
    entry.mark == .proxy ? "proxy for \(entry.ground ?? "")" : entry.mark.rawValue
  }

  private func list(_ names: [String]) -> String {
    names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }

  // MARK: Lines

  private func paragraph(_ text: String) -> [String] { hanging(" ", text, gap: 1) }

  /// A text behind a lead; what does not fit goes on below where it began.
  private func hanging(_ lead: String, _ text: String, gap: Int = 2) -> [String] {
    let lead = ShownText.onOneLine(lead)
    // A lead that leaves no room is a line of its own.
    let isWide = lead.count > width - 30
    let indentation = String(repeating: " ", count: isWide ? 8 : lead.count + gap)
    var lines = isWide ? [lead] : []
    var line = isWide ? indentation : lead.padded(lead.count + gap)
    var isEmpty = true
    for word in ShownText.onOneLine(text).split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isEmpty) = (indentation, true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [line]).map(\.trimmedAtEnd)
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
