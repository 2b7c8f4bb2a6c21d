#!/usr/bin/env python3
"""Checks decision traces as check_trace.py does, and compares them with what they speak of.

  check_sources.py [--policy FILE]... [--data FOLDER [--mapping FILE]] TRACES...      one trace on each line; - is standard input

Traces of one policy must say the same of it: its head, its enumerations, its decisions and rules, every formula.
--policy: the policy's own file, then the files that it uses; their digest, and the names, reasons, numbers, dates
and other values that the traces take from them. --data: the folder with the CSV files that were decided, or with
the file of JSON lines; their digests, every cell that was read, and that no record of a customer is left out.
--mapping: the mapping file by which the data was read; its digest.
Exit code 0: all hold. 1: some are rejected, with the reason. 2: something cannot be read.
"""
import argparse, csv, io, json, re, sys, unicodedata
from fractions import Fraction
from pathlib import Path

import check_trace
from check_trace import compact, require

SPACES = " \u00a0\u2009\u202f"
NUMBER = rf"[-\u2212]?[{SPACES}]*[0-9]+(?:[{SPACES}][0-9]{{3}}(?![0-9]))*(?:[.,][0-9]+)?"
DATE = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"

def plain(text):
    """Composed accents and one kind of quote, so that texts which look the same are the same."""
    return unicodedata.normalize("NFC", text)

def sha256(data): return "sha256:" + check_trace.hashlib.sha256(data).hexdigest()

def amount(text):
    """A number as people write it: spaces between thousands, a comma or a point before decimals."""
    text = re.sub(f"[{SPACES}]", "", text.replace("\u2212", "-")).replace(",", ".")
    require(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", text), f"{text} is no number")
    return Fraction(text)

def calendar_day(text):
    """2026-06-30 or 30/06/2026."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    require(match, f"{text} is no date")
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
    return check_trace.date(int(year), int(month), int(day))

def days(text): return {calendar_day(written) for written in re.findall(DATE, text)}

# --- Traces of one policy with each other ------------------------------------------------------------------------

class Agreement:
    def __init__(self): self.facts = {}

    def check(self, trace):
        trace.at, document = "what it says of the policy", trace.document
        policy = document["policy"]["digest"]
        for key, says in self.of_policy(trace, document):
            before = self.facts.setdefault((policy, *key), compact(says))
            require(before == compact(says), f"another trace of this policy says of {' '.join(key)}: {before}")

    def of_policy(self, trace, document):
        yield ("head",), [document["policy"], document["enumerations"]]
        yield ("tables",), [document["rates"], document["calendar"]]
        for member in document["members"]:
            yield ("records",), [[r[n] for n in ("record", "list", "owner", "key")] for r in member["records"]]
        for step in document["steps"]:
            if step["op"] == "input":
                yield ("column of", trace.place(step["of"])[0], step["name"]), [step["source"]["column"], step["type"]]
        for kind in "definitions", "decisions":
            own = [entry["name"] for entry in document[kind] if entry["of"] == {"customer": document["customer"]}]
            yield (kind, "of the customer"), own
        for part in document["formulas"]:
            yield ("formula", part["of"], part["name"], part["part"]), part["formula"]
        for decision in document["decisions"]:
            step = document["steps"][decision["step"]]
            yield ("decision", decision["name"]), [trace.place(decision["of"])[0], step["at"]] + [
                decision.get(n) for n in ("type", "combining", "ranking", "rule_count", "rounding")]
            if decision["rules"]:
                yield ("rules of", decision["name"]), [
                    [rule[n] for n in ("id", "number", "otherwise", "conditional", "because", "cites", "at")]
                    for rule in decision["rules"]]

# --- The policy's text -------------------------------------------------------------------------------------------

class PolicyFiles:
    def __init__(self, paths):
        files = [(Path(path).name, Path(path).read_bytes()) for path in paths]
        lines = "".join(f"{sha256(data)}  {name}\n" for name, data in files)
        self.digest = sha256(files[0][1]) if len(files) == 1 else sha256(lines.encode())
        self.lines = {name: plain(data.decode()).split("\n") for name, data in files}
        self.text = plain(files[0][1].decode())
        self.all_text = "\n".join(line for lines in self.lines.values() for line in lines)

    def check(self, trace):
        trace.at, document = "the policy's text", trace.document
        policy = document["policy"]
        require(policy["digest"] == self.digest, f"the digest of the policy's files is {self.digest}")
        for part in "name", "version": self.says(policy[part], self.text)
        first, last = policy["in_force_from"], policy["in_force_to"]
        for date in {first} if last == "9999-12-31" else {first, last}:
            require(check_trace.day(date) in days(self.text), f"it does not say {date}")
        for decision in document["decisions"]:
            for rule in decision["rules"]:
                for text in [rule["because"], *rule["cites"]]: self.says(text, self.all_text)
            if decision["override"] is not None: self.overrides(decision["of"]["customer"], decision)
        for part in document["formulas"]: self.literals(part["formula"])
        for table in document["rates"]: self.rates(table)
        if document["calendar"] is not None: self.calendar(document["calendar"])

    def says(self, text, where):
        require(text is None or plain(text) in where, f"it does not say `{text}`")

    def rates(self, table):
        self.literals(table["is"])
        for row in table["rows"] if table["is"] is None else ():
            written = self.lines[row["at"]["file"]][row["at"]["line"] - 1][row["at"]["column"] - 1:]
            found = re.match(rf"from\s+({DATE})\s+({NUMBER})", written)
            factor = 100 if table["type"] == "percent" else 1
            require(found and calendar_day(found[1]) == check_trace.day(row["from"])
                    and amount(found[2]) == check_trace.number(row["value"]) * factor, f"it does not say {compact(row)}")
            for text in [row["because"], *row["cites"]]: self.says(text, self.all_text)

    def calendar(self, calendar):
        """The part of the policy that begins with `calendar` says the same days, the weekdays first to last."""
        whole = next(part for part in re.split(r"\n(?=[^\s#])", "\n" + self.all_text)
                     if re.match(r"\s*calendar\s*(#.*)?\n", part))
        part = re.sub("#.*", "", re.sub(r'"[^"\n]*"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»', "", whole))
        said = {check_trace.day(text) for closed in calendar["closed"] for text in closed["dates"]}
        said |= {check_trace.day(calendar["from"]), check_trace.day(calendar["to"])}
        require(days(part) == said, "its calendar has other days")
        weekdays = [name for closed in calendar["closed"] for name in closed["weekdays"]]
        written = re.findall("|".join(check_trace.WEEKDAYS), part)
        require(weekdays == written, "its calendar closes other weekdays")
        for closed in calendar["closed"]:
            for text in [closed["because"], *closed["cites"]]: self.says(text, whole)

    def overrides(self, customer, decision):
        """One part of the policy names the customer in its first line, and says all that the trace says."""
        override, value = decision["override"], decision["override"]["value"]
        dates = {check_trace.day(override[part]) for part in ("until", "approved_on")}
        if override["from"] != override["approved_on"]: dates.add(check_trace.day(override["from"]))
        texts = [decision["name"], override["approved_by"], override["because"] or ""]
        if isinstance(value, str) and not re.match("[0-9-]", value): texts.append(value)
        for part in re.split(r"\n(?=[^\s#])", self.text):
            first = part.split("\n")[0]
            if not re.search(rf"[\"“”„«]\s*{re.escape(plain(customer))}\s*[\"“”»]", first): continue
            if not (dates <= days(part) and all(plain(text) in part for text in texts)): continue
            if not re.match("money|number|days|months|years", decision["type"]): return
            if check_trace.number(value) in [amount(n) for n in re.findall(NUMBER, part)]: return
        require(False, f"no override of {customer} says {compact(override)}")

    def literals(self, formula):
        """Numbers, dates, texts and members of enumerations stand where the formula says that they stand."""
        if isinstance(formula, list):
            for part in formula: self.literals(part)
        elif isinstance(formula, dict):
            if formula.get("op") == "constant": self.literal(formula["value"], formula["type"], formula["at"])
            for part in formula.values(): self.literals(part)

    def literal(self, value, kind, at):
        text = self.lines[at["file"]][at["line"] - 1][at["column"] - 1:].lstrip("(" + SPACES)
        where = f"{at['file']}:{at['line']}:{at['column']}"
        if value is None or kind in ("yes_no", "terms", "rules"): return
        if kind == "date":
            written = re.match(DATE, text)
            holds = written and calendar_day(written[0]) == check_trace.day(value)
        elif kind in ("text", "key") or kind.startswith("enumeration "):
            holds = text.lstrip("\"“”„«" + SPACES).startswith(plain(value))
        elif value == "unlimited": holds = text.startswith(value)
        else:
            written = re.match(NUMBER, text)
            holds = written and amount(written[0]) == check_trace.number(value) * (100 if kind == "percent" else 1)
        require(holds, f"{where} does not say {value}")

# --- The data ----------------------------------------------------------------------------------------------------

YES_NO = {"yes": True, "true": True, "oui": True, "1": True, "no": False, "false": False, "non": False, "0": False}

class DataFolder:
    def __init__(self, path, mapping=None):
        self.folder, self.files = Path(path), {}
        self.mapping = mapping and {"name": Path(mapping).name, "digest": sha256(Path(mapping).read_bytes())}

    def check(self, trace):
        trace.at, document = "the data", trace.document
        require(document["inputs"]["mapping"] == self.mapping, f"the mapping is {self.mapping}")
        for file in document["inputs"]["files"]:
            require(Path(file["name"]).name == file["name"], f"{file['name']} is no name of a file")
            require(self.file(file["name"])[0] == file["digest"], f"the digest of {file['name']} is another")
        names = [file["name"] for file in document["inputs"]["files"]]
        rows, lists = {}, {}
        for member in document["members"]:
            rows |= self.rows_of(member, names)
            lists |= {record["record"]: record["list"] for record in member["records"]}
        first = document["members"][0]["source"]["file"]
        require(names == [name for name in [first, *(list + ".csv" for list in lists.values())] if name in names],
                "the files are not those of the customers and their records, in this order")
        for step in document["steps"]:
            if step["op"] != "input": continue
            trace.at, place, source = f"step {step['id']}", trace.place(step["of"]), step["source"]
            require(source["file"] in names, f"{source['file']} is not among the files")
            require(rows[place] == (source["file"], source["row"], source["position"]), f"that is row {rows[place]}")
            cell, value = self.cell(source, lists.get(place[0])), trace.value(step["value"], step["type"])
            self.compare(cell, value, step["type"], trace)

    def file(self, name):
        """The digest of a file, and its rows by number: for JSON lines the line, for CSV that on which a row begins."""
        if name not in self.files:
            path = self.folder / name
            require(path.is_file(), f"there is no file {path}")
            data = path.read_bytes()
            try: text = data.decode("utf-8-sig")
            except UnicodeDecodeError: text = data.decode("cp1252")
            self.files[name] = (sha256(data), self.csv_rows(text) if name.endswith(".csv") else self.json_rows(text))
        return self.files[name]

    def csv_rows(self, text):
        heading = re.match(r'(?:"[^"]*"|[^"\n])*', text)[0]
        outside = re.sub('"[^"]*"', "", heading)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=outside.count))
        rows, line, names = {}, 1, None
        for cells in reader:
            if names is None and cells: names = [cell.strip() for cell in cells]
            elif cells: rows[line] = {name: cell.strip() for name, cell in zip(names, cells)}
            line = reader.line_num + 1
        return rows

    def json_rows(self, text):
        lines = enumerate(text.split("\n"), 1)
        return {number: json.loads(line, parse_float=str, parse_int=str) for number, line in lines if line.strip()}

    def rows_of(self, member, names):
        """Where each place of a customer has its values; every record of the customer is there, in the file's order."""
        source, key, found = member["source"], member["customer"], {}
        require(source["file"] in names and text(self.cell(source)) == plain(key), f"{source} is not {key}")
        found["customer", key] = (source["file"], source["row"], source["position"])
        for record in member["records"]:
            file = record["list"] + ".csv"
            if source["file"].endswith(".csv"):
                if file not in names: continue      # the policy does not read these records
                rows = [(file, number, -1, row) for number, row in self.file(file)[1].items()
                        if plain(get(row, record["owner"]) or "") == plain(key)]
            else:
                customer = self.file(source["file"])[1][source["row"]]
                rows = [(source["file"], source["row"], number, row)
                        for number, row in enumerate(customer.get(record["list"]) or [])]
            ids = [text(get(row, record["key"])) or str(n + 1) for n, (*_, row) in enumerate(rows)]
            require(ids == [plain(name) for name in record["ids"]], f"the {record['list']} of {key} are {ids}")
            for number, place in enumerate(rows): found[record["record"], key, number] = place[:3]
        return found

    def cell(self, source, list=None):
        row = self.file(source["file"])[1].get(source["row"])
        require(row is not None, f"{source['file']} has no row {source['row']}")
        return get(row[list][source["position"]] if source["position"] >= 0 else row, source["column"])

    def compare(self, cell, value, kind, trace):
        written = text(cell)
        if not written: found = None
        elif kind == "date": found = calendar_day(written)
        elif kind == "yes_no": found = YES_NO[written.lower()]
        elif kind.startswith("enumeration "):
            scale = trace.document["enumerations"][int(kind[12:])]
            names = scale["members"] + scale["outside"]
            same = [name for name in names if plain(name) == written]
            same += [name for name in names if plain(name).lower() == written.lower()]
            require(same, f"the cell says {written}")
            found = trace.value(same[0], kind)
        elif kind in ("text", "key"): found, value = written, value and plain(value)
        elif kind == "percent": found = amount(written.rstrip("%").strip()) / 100
        else: found = amount(re.sub(r"[^0-9]+$", "", written) if kind in ("days", "months", "years") else written)
        require(found == value, f"the cell says {written or 'nothing'}")

def get(row, column):
    """A column by its exact name, else by its name in any case."""
    if column in row or column is None: return row.get(column)
    return next((cell for name, cell in row.items() if name.lower() == column.lower()), None)

def text(cell):
    return plain(("true" if cell else "false") if isinstance(cell, bool) else cell or "").strip()

def comparisons(policy, data, mapping=None):
    wanted = [Agreement()] + ([PolicyFiles(policy)] if policy else [])
    wanted += [DataFolder(data, mapping)] if data else []
    return [each.check for each in wanted]

def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--policy", action="append", default=[], metavar="FILE")
    options.add_argument("--data", metavar="FOLDER")
    options.add_argument("--mapping", metavar="FILE")
    options.add_argument("traces", nargs="+", metavar="TRACES")
    options = options.parse_args()
    try: wanted = comparisons(options.policy, options.data, options.mapping)
    except OSError as error: sys.exit(print(f"check_sources.py: {error}", file=sys.stderr) or 2)
    check_trace.main(options.traces, wanted)

if __name__ == "__main__": main()
