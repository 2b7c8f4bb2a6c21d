import Portfolio

/// A JSON value with its members in the order in which they are written.
public indirect enum JSON: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  /// The files of a portfolio and the mapping file, each by its name and the digest of its bytes.
  static func inputs(_ portfolio: Portfolio?) -> [(String, JSON)] {
    func file(_ file: InputFile) -> JSON {
      .object([("name", .string(file.name)), ("digest", .string(file.digest))])
    }
    return [
      ("files", .array((portfolio?.files ?? []).map(file))),
      ("mapping", portfolio?.mapping.map(file) ?? .null),
    ]
  }

  static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  /// An object with further members at its end; anything else as it is.
  func adding(_ members: [(String, JSON)]) -> JSON {
    if case .object(let own) = self { .object(own + members) } else { self }
  }

  /// The value on one line, without spaces between its parts.
  public func append(to bytes: inout [UInt8]) {
    switch self {
    case .null: JSONText.append(nil, to: &bytes)
    case .bool(let flag): JSONText.append(flag, to: &bytes)
    case .int(let number): JSONText.append(number, to: &bytes)
    case .string(let text): JSONText.append(text, to: &bytes)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        item.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        JSONText.appendName(member.0, isFirst: index == 0, to: &bytes)
        member.1.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  public var text: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
