/// Rejects as NDJSON lines or as CSV rows, appended to bytes.
public enum RejectsWriter {
  /// One line with every name present, in a fixed order.
  public static func appendJSON(_ reject: Reject, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    JSONText.appendName("format", isFirst: true, to: &bytes)
    JSONText.append("policyc.reject/1", to: &bytes)
    JSONText.appendName("customer", to: &bytes)
    JSONText.append(reject.customer, to: &bytes)
    JSONText.appendName("file", to: &bytes)
    JSONText.append(reject.file, to: &bytes)
    JSONText.appendName("row", to: &bytes)
    JSONText.append(reject.row, to: &bytes)
    JSONText.appendName("column", to: &bytes)
    JSONText.append(reject.column, to: &bytes)
    JSONText.appendName("value", to: &bytes)
    JSONText.append(reject.value, to: &bytes)
    JSONText.appendName("code", to: &bytes)
    JSONText.append(reject.code.rawValue, to: &bytes)
    JSONText.appendName("message", to: &bytes)
    JSONText.append(reject.message, to: &bytes)
    bytes.append(contentsOf: "}\n".utf8)
  }

  /// The heading of the CSV form.
  public static func appendCSVHeading(to bytes: inout [UInt8]) {
    CSVText.appendRow(["customer", "file", "row", "column", "value", "code", "message"], to: &bytes)
  }

  public static func appendCSV(_ reject: Reject, to bytes: inout [UInt8]) {
    CSVText.appendRow(
      [
        reject.customer, reject.file, String(reject.row), reject.column, reject.value, reject.code.rawValue,
        reject.message,
      ],
      to: &bytes
    )
  }
}
