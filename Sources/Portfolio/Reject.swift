/// One reason for which a row, and with it a customer, is not decided.
public struct Reject: Sendable, Equatable {
  /// The customer's key; nil where it cannot be known.
  public let customer: String?
  public let file: String
  /// The line, as an ``Origin`` counts it.
  public let row: Int
  /// The heading of the column; nil where the whole row is meant.
  public let column: String?
  /// What stood there, cut after 200 characters.
  public let value: String?
  public let code: RejectCode
  /// What was expected, in plain words.
  public let message: String

  public init(
    customer: String?,
    file: String,
    row: Int,
    column: String?,
    value: String?,
    code: RejectCode,
    message: String
  ) {
    self.customer = customer
    self.file = file
    self.row = row
    self.column = column
    self.value = value
    self.code = code
    self.message = message
  }
}

/// The stable code of each reason.
///
/// The hundreds say where the mistake lies: 0 where nothing can be read at all, so that nobody is decided, 1 in
/// how the row is written, 2 in one value, 3 in how rows
/// belong together, 4 in another member of the group, 5 in what the policy computes from it.
public enum RejectCode: String, Sendable, CaseIterable {
  // Nothing can be read

  /// A file or folder is not there or cannot be read, or has changed meanwhile.
  case unreadable = "R001"
  /// A file is no CSV text: it is empty, a workbook, UTF-16, or its heading has a broken quote.
  case notCSV = "R002"
  /// A column that the policy reads is not there.
  case columnLacking = "R003"
  /// A column that the policy reads is there more than once.
  case columnTwice = "R004"
  /// There is no customer at all.
  case nobody = "R005"
  /// No line of NDJSON has a list that the policy reads.
  case listLacking = "R006"
  /// The portfolio is larger than can be read at once.
  case tooLarge = "R007"

  // How the row is written

  /// A CSV row has more or fewer cells than the heading.
  case cellCount = "R101"
  /// A quote in a CSV row is not closed, or something follows the closing quote.
  case brokenQuote = "R102"
  /// The row has bytes that are no letters in the file's encoding.
  case badEncoding = "R103"
  /// An NDJSON line is not one complete JSON object.
  case brokenLine = "R104"
  /// A name that the policy reads stands twice in one JSON object.
  case nameTwice = "R105"
  /// JSON values are nested deeper than 64 levels.
  case nestedTooDeep = "R106"

  // One value

  /// A value is missing that the policy does not declare as optional.
  case missing = "R201"
  /// The value cannot be read as a number, amount, percentage or duration.
  case notANumber = "R202"
  /// A comma or a point could separate thousands or decimals, and no other cell of the column tells.
  case unclearNumber = "R203"
  /// The number has more decimals than the policy declares.
  case tooManyDecimals = "R204"
  /// The number is below or above the range that the policy declares.
  case outsideRange = "R205"
  /// The value cannot be read as a date.
  case notADate = "R206"
  /// The calendar has no such day.
  case noSuchDay = "R207"
  /// The date is before or after the range that the policy declares.
  case dateOutsideRange = "R208"
  /// The value is neither a yes nor a no.
  case notYesOrNo = "R209"
  /// The value is none of those that the policy lists.
  case notListed = "R210"
  /// A JSON value is of the wrong kind: a list for a number, an object for a list.
  case wrongKind = "R211"
  /// The value is none of the payment terms that the policy lists.
  case termsNotListed = "R212"
  /// The day or the month could stand first, and other dates of the column have the month first.
  case unclearDate = "R213"

  // How rows belong together

  /// Several customers have the same key; all of them are rejected.
  case customerTwice = "R301"
  /// A record names a customer that is not in the portfolio.
  case unknownCustomer = "R302"
  /// Several records of one kind have the same key; all of them are rejected.
  case recordTwice = "R303"
  /// A nested record names another customer than the one that it stands under.
  case otherCustomer = "R304"
  /// A customer has more records of one kind, or a group more members, than a policy can add up.
  case tooMany = "R305"

  // Groups

  /// Another member of the group is rejected, so the group cannot be decided.
  case groupMember = "R401"

  // Deciding

  /// A computed value is outside its range.
  case valueOutsideRange = "R501"
  /// A computed value is too large to be exact, or a date lies outside the calendar.
  case valueTooLarge = "R502"
  /// Two rules apply where exactly one should.
  case severalRulesApply = "R503"
  /// No rule of a decision applies.
  case noRuleApplies = "R504"
  /// A decision depends on a value that is missing.
  case valueUnresolved = "R505"
  /// The step last taken is given without its day, or a day without a step.
  case stepWithoutDay = "R506"
  /// Working days are counted from or to a day that the policy's calendar does not cover.
  case outsideCalendar = "R507"
}
