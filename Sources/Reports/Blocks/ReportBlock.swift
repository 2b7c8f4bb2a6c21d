/// A part of a report, from which every form of it for people is written.
indirect enum ReportBlock: Sendable {
  /// A heading; 1 is the highest level.
  case heading(Int, String)
  case line(String)
  case list([String])
  case table([String], [[String]])
  /// Two texts side by side, each with its title.
  case columns((title: String, lines: [String]), (title: String, lines: [String]))
  /// Lines to be copied as they stand.
  case code(String)
  /// What only some want to see: folded away where a form can do that.
  case details(String, [ReportBlock])
}
