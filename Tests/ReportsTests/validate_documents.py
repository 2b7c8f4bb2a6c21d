#!/usr/bin/env python3
"""Validates lines of JSON against a schema, and sees to it that the schema is strict.

  validate_documents.py SCHEMA LINES SEED

Every line must be valid. Of each line copies are made that are wrong in one place: an object lacks a member that
every such object has, has one that the format does not know, or has one of another kind. Each must be refused.
"""
import copy, json, random, sys

try: import jsonschema
except ImportError: sys.exit("the module jsonschema is not there: pip install jsonschema")

def objects(value, path=()):
    if isinstance(value, dict): yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items: yield from objects(inner, (*path, key))

def at(document, path):
    for key in path: document = document[key]
    return document

def main():
    schema_path, lines_path, seed = sys.argv[1:]
    schema = json.load(open(schema_path, encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    draw, problems, documents, wrong = random.Random(seed), [], 0, 0
    # Objects whose names are those of a policy's decisions or records, so that no member of them is unknown.
    named = {("decisions",)} if "policyc.decision." in schema_path else set()
    for line in open(lines_path, encoding="utf-8"):
        document = json.loads(line)
        documents += 1
        error = jsonschema.exceptions.best_match(validator.iter_errors(document))
        if error: problems.append(f"line {documents}: {error.json_path}: {error.message[:200]}")
        places = [path for path, _ in objects(document) if not named or path[-1:] != ("decisions",) and path != ()]
        for path in draw.sample(places, min(4, len(places))):
            for change in "unknown member", "other kind", "member lacks":
                altered = copy.deepcopy(document)
                target = at(altered, path)
                name = draw.choice(sorted(target))
                if change == "unknown member": target["no such member"] = 1
                elif change == "other kind": target[name] = {"no such kind": [1.5]}
                # These may lack: only some decisions have a ranking, a channel or somebody who approves.
                elif name in ("ranking", "by", "approval", "overridden", "cost_most", "agreements"): continue
                elif name in ("overrides", "fingerprint") and "errors" in document: continue
                else: del target[name]
                wrong += 1
                if validator.is_valid(altered): problems.append(f"line {documents}: {change} is not refused: {path} {name}")
    print(f"{schema['$id']}: {documents} documents are valid, {wrong} wrong ones are refused, {len(problems)} problems")
    for problem in problems[:20]: print("FAILED", problem)
    sys.exit(1 if problems or not documents or not wrong else 0)

if __name__ == "__main__": main()
