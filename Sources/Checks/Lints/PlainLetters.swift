/// Letters without their accents and without capitals, so that words are compared as people remember them.
enum PlainLetters {
  static func of(_ text: String) -> String {
    String(text.lowercased().map { plain[$0] ?? $0 })
  }

  private static let plain: [Character: Character] = [
    "à": "a", "á": "a", "â": "a", "ä": "a", "ã": "a", "å": "a", "ç": "c", "è": "e", "é": "e", "ê": "e",
    "ë": "e",
    "ì": "i", "í": "i", "î": "i", "ï": "i", "ñ": "n", "ò": "o", "ó": "o", "ô": "o", "ö": "o", "õ": "o",
    "ù": "u",
    "ú": "u", "û": "u", "ü": "u", "ý": "y", "ÿ": "y",
  ]
}
