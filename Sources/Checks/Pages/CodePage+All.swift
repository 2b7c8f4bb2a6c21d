import PolicySyntax

extension CodePage {
  public static let all: [CodePage] = []
  public static func page(_ code: Code) -> CodePage {
    CodePage(code: code, title: "", text: "", wrong: "", right: "")
  }
}
