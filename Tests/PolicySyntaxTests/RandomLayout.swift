import TestSupport

@testable import PolicySyntax

/// Another layout of a text: other indentation, blanks, line breaks, writing of numbers, dates and quotes, and
/// comments and empty lines if they are wanted.
struct RandomLayout {
  private let tree: SyntaxTree
  private var generator: SeededGenerator
  private let hasComments: Bool
  private var count = 0

  init(_ text: String, hasComments: Bool, _ generator: SeededGenerator) {
    tree = Parser.parse(Source(name: "layout.policy", text: text)).tree
    self.generator = generator
    self.hasComments = hasComments
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  private mutating func blanks(_ range: ClosedRange<Int>) -> String {
    String(repeating: " ", count: Int.random(in: range, using: &generator))
  }

  /// Words before which a statement may go on with a new line.
  private static let joints: Set<String> = [
    "and", "or", "when", "otherwise", "where", "over", "because", "cites",
  ]

  mutating func text() -> String {
    var kinds: [Int: SyntaxTree.Mark.Kind] = [:]
    for mark in tree.marks where mark.kind != .column && kinds[mark.token] == nil {
      kinds[mark.token] = mark.kind
    }
    var result = ""
    var isRow = false
    for (index, token) in tree.tokens.enumerated() where token.kind != .end {
      switch kinds[index] {
      case .item:
        result += lineEnd(0...3)
        isRow = false
      case .statement where token.startsLine:
        result += lineEnd(0...0) + blanks(1...9)
        isRow = tree.canonicalText(token) == "|"
      default:
        if token.startsLine, isRow || tree.canonicalText(token) == "|" {
          result += lineEnd(0...0) + blanks(1...9)
          isRow = true
        } else {
          result += space(before: index, isRow)
        }
      }
      result += written(token)
    }
    return result + lineEnd(0...2)
  }

  private mutating func lineEnd(_ empty: ClosedRange<Int>) -> String {
    if count == 0 {
      count = 1
      return ""
    }
    var end = blanks(0...2)
    if hasComments, chance(15) { end += comment() }
    end += "\n" + String(repeating: "\n", count: Int.random(in: empty, using: &generator))
    if hasComments {
      if chance(10) { end += "\n" }
      if chance(15) { end += blanks(0...4) + comment() + "\n" }
    }
    return end
  }

  private mutating func comment() -> String {
    count += 1
    return "# remark \(count)" + blanks(0...1)
  }

  private mutating func space(before index: Int, _ isRow: Bool) -> String {
    let (left, right) = (tree.tokens[index - 1], tree.tokens[index])
    let (before, text) = (tree.canonicalText(left), tree.canonicalText(right))
    if left.end == right.start {
      // What stands tight together may be one word; only around parentheses blanks say nothing.
      return before == "(" || text == ")" ? blanks(0...1) : ""
    }
    let next = index + 1 < tree.tokens.count ? tree.canonicalText(tree.tokens[index + 1]) : ""
    let isJoint = RandomLayout.joints.contains(text) && right.kind == .word && next != "no"
    if isJoint, !isRow, chance(30) { return lineEnd(0...0) + blanks(1...12) }
    return blanks(1...3)
  }

  private mutating func written(_ token: Token) -> String {
    let text = tree.canonicalText(token)
    switch token.kind {
    case .number:
      let separator = [" ", "\u{A0}", "\u{202F}", ""].randomElement(using: &generator) ?? ""
      return text.replacing(" ", with: separator)
    case .date:
      let parts = text.split(separator: "-")
      return chance(50) && parts.count == 3 ? "\(parts[2])/\(parts[1])/\(parts[0])" : text
    case .string:
      guard text.hasPrefix("\""), !text.dropFirst().dropLast().contains(where: { "”“»«".contains($0) }) else {
        return text
      }
      let content = text.dropFirst().dropLast()
      // French quotes do not hold blanks at their ends.
      if content.first == " " || content.last == " " { return text }
      return ["\"\(content)\"", "“\(content)”", "« \(content) »"].randomElement(using: &generator) ?? text
    default: return text
    }
  }
}
