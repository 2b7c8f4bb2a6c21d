import PolicySyntax

/// What a syntax tree says, apart from where in the text it stands.
///
/// Found by reflection, so that whatever a new part of the tree holds is seen here too.
enum SyntaxOutline {
  static func of(_ value: Any) -> String {
    var text = ""
    append(value, to: &text)
    return text
  }

  private static func append(_ value: Any, to text: inout String) {
    if value is Span { return }
    let mirror = Mirror(reflecting: value)
    if mirror.children.isEmpty, mirror.displayStyle != .struct, mirror.displayStyle != .collection {
      text += "\(value)"
      return
    }
    text += "("
    for child in mirror.children {
      if mirror.displayStyle == .enum { text += child.label ?? "" }
      append(child.value, to: &text)
      text += ";"
    }
    text += ")"
  }
}

extension PolicyTextTargets {
  /// Of a text that is read without a finding every token counts: without it something else is said, or nothing
  /// that can be read.
  ///
  /// A token that makes no difference is one that the parser has passed over in silence.
  static func counts(
    _ number: Int,
    in source: Source,
    _ tokens: [Token],
    _ said: String
  ) throws(FuzzViolation) {
    let token = tokens[number]
    let place = Int(token.start)..<Int(token.end)
    if isNoise(number, in: source, tokens) { return }
    var bytes = source.bytes
    for index in place { bytes[index] = 0x20 }
    let without = Source(file: source.file, name: source.name, bytes: bytes)
    if read(without) == said {
      let text = String(decoding: source.bytes[place], as: UTF8.self)
      throw FuzzViolation("`\(text)` at byte \(token.start) makes no difference")
    }
  }

  /// What a text says; nil where there is a finding about it.
  static func read(_ source: Source) -> String? {
    if source.bytes.starts(with: "mapping".utf8) {
      let file = Parser.parseMapping(source)
      return file.diagnostics.isEmpty ? file.mapping.map(SyntaxOutline.of) : nil
    }
    let file = Parser.parse(source)
    return file.diagnostics.isEmpty ? SyntaxOutline.of(file.items) : nil
  }

  /// What can be left out, commas, `is` before a bound and `on` before a date, and what only draws the lines of a
  /// table.
  private static func isNoise(_ number: Int, in source: Source, _ tokens: [Token]) -> Bool {
    func text(_ number: Int) -> String {
      guard tokens.indices.contains(number) else { return "" }
      let place = Int(tokens[number].start)..<Int(tokens[number].end)
      return String(decoding: source.bytes[place], as: UTF8.self)
    }
    let (before, token, after) = (text(number - 1), text(number), text(number + 1))
    if [",", "is", ""].contains(token) || token == "on" && before == "is" { return true }
    // The latest is the first latest; who writes the ordinal all the same says nothing wrong.
    if ["1st", "1nd", "1rd", "1th"].contains(token), ["latest", "earliest"].contains(after) { return true }
    let lines = ["-", "|", ":", "+"]
    return lines.contains(token) && (lines.contains(before) || lines.contains(after))
      && [before, token, after].contains("-")
  }
}
