/// Columns of a terminal that a text takes: accents none, wide characters and pictures two.
///
/// Counted by characters as they are seen, so a picture made of several (a family, a flag, a waving hand with its
/// colour) takes two columns like any other.
func displayWidth(_ text: String) -> Int {
  text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.reduce(0) { $0 + displayWidth($1) }
}

private func displayWidth(_ character: Character) -> Int {
  let scalars = character.unicodeScalars
  // The variation selector asks for the picture of what could also be a letter.
  if scalars.contains(where: { $0.properties.isEmojiPresentation || $0 == "\u{FE0F}" || isWide($0) }) {
    return 2
  }
  return scalars.contains { !isWithoutWidth($0) } ? 1 : 0
}

private func isWithoutWidth(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: true
  default: false
  }
}

/// East Asian wide and full-width characters.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x20000...0x3FFFD:
    true
  default: false
  }
}
