#!/usr/bin/env python3
"""Holds the stand-alone checker against traces that somebody has altered.

  mutate_traces.py --audit FOLDER --schema FILE --policy FILE... --data FOLDER [--mapping FILE] --seed N --count N [--complete] TRACES

Every trace as policyc wrote it must hold. Then each mutant is one trace with one change: of one value, name or
reference, or of one element that is removed, repeated, moved or added; the place is drawn evenly from all kinds of
places that the format has. Each mutant is checked three times:

  as it is          check_trace.py alone. Nothing may survive.
  sealed, alone     both digests are made right again; check_trace.py alone. Nothing may survive that is `computed`:
                    values, operands, orders, outcomes. What the trace takes from the policy and the data is counted
                    and shown where it survives.
  sealed, compared  the same, compared with the policy, the data and the other traces by check_sources.py, and with
                    the JSON Schema. Nothing may survive but what `harmless` explains.

With --complete every operation and every way to combine rules must occur in the traces. Prints counts; ends with
status 1 if anything survives that must not, or a good trace is rejected.
"""
import argparse, collections, copy, datetime, importlib, json, multiprocessing, os, random, re, sys
from concurrent.futures import ProcessPoolExecutor

def arguments():
    options = argparse.ArgumentParser()
    for name in "audit", "schema", "data", "seed": options.add_argument("--" + name, required=True)
    options.add_argument("--policy", action="append", default=[])
    options.add_argument("--mapping")
    options.add_argument("--count", type=int, required=True)
    options.add_argument("--complete", action="store_true")
    options.add_argument("traces")
    return options.parse_args()

# --- Places ------------------------------------------------------------------------------------------------------

def nodes(value, path=()):
    """Every value inside a document with its path, the document itself left out."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key), inner
        yield from nodes(inner, (*path, key))

def kind_of(path, value):
    """The place without its numbers, such as steps.*.args.*; in formulas only its last two names count."""
    names = ["*" if isinstance(key, int) else key for key in path]
    return ".".join(names if names[0] != "formulas" or len(names) < 6 else names[:3] + ["..."] + names[-2:])

def at(document, path):
    for key in path: document = document[key]
    return document

# --- Changes -----------------------------------------------------------------------------------------------------

def changed_text(text, random):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        days = random.choice([-366, -31, -1] if text > "9990" else [-366, -31, -1, 1, 31])
        return (datetime.date.fromisoformat(text) + datetime.timedelta(days)).isoformat()
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        if random.random() < 0.15: return text + ("0" if "." in text else ".0")
        if random.random() < 0.15: return text[1:] if text.startswith("-") else "-" + text
        digits = [place for place, letter in enumerate(text) if letter.isdigit()]
        place = random.choice(digits)
        return text[:place] + str((int(text[place]) + random.randint(1, 9)) % 10) + text[place + 1:]
    if not text: return "x"
    place = random.randrange(len(text))
    return text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1:]

def changed(value, others, random):
    """Another value for a place: one that stands at such a place elsewhere, or the value with a small change."""
    others = [other for other in others if other != json.dumps(value)]
    if others and random.random() < 0.5: return json.loads(random.choice(others))
    if isinstance(value, bool): return not value
    if isinstance(value, int): return value + random.choice([-1, 1, 7])
    if isinstance(value, str): return changed_text(value, random)
    if value is None: return random.choice([0, "x", True, []])
    return None

def mutate(document, path, pools, random):
    """One change at a path of a document; gives a description of it."""
    holder, key = at(document, path[:-1]), path[-1]
    value = holder[key]
    if isinstance(holder, list) and random.random() < 0.3:
        what = random.choice(["removed", "repeated", "moved"])
        if what == "removed": del holder[key]
        elif what == "repeated": holder.insert(key, copy.deepcopy(value))
        else: holder.insert(random.randrange(len(holder)), holder.pop(key))
        return what
    if isinstance(holder, dict) and random.random() < 0.06:
        del holder[key]
        return "removed"
    if isinstance(value, dict):
        if random.random() < 0.5:
            value[random.choice(["note", "value", "because", "Id"])] = "added"
            return "added a member"
        holder[key] = changed(value, pools[kind_of(path, value)], random)
        return "replaced"
    if isinstance(value, list):
        if value and random.random() < 0.7: value.reverse()
        else: value.append(random.choice([0, "x", None]))
        return "its elements"
    holder[key] = changed(value, pools[kind_of(path, value)], random)
    return f"{json.dumps(value, ensure_ascii=False)} to {json.dumps(holder[key], ensure_ascii=False)}"

def seal(document, check_trace):
    """Makes both digests right again, as far as the document can still be read."""
    cells = ""
    for step in document.get("steps", []):
        if isinstance(step, dict) and step.get("op") == "input" and isinstance(step.get("source"), dict):
            source = [step["source"].get(name) for name in ("file", "row", "position", "column")]
            cells += "\t".join([*map(str, source), check_trace.compact(step.get("value"))]) + "\n"
    if isinstance(document.get("inputs"), dict): document["inputs"]["digest"] = check_trace.digest(cells)
    document.pop("digest", None)
    document["digest"] = check_trace.digest(check_trace.compact(document))

# --- What may survive --------------------------------------------------------------------------------------------

def computed(document, path):
    """Whether a place holds what follows from the rest, and not what the trace takes from the policy or the data."""
    if path[0] == "steps":
        step = document["steps"][path[1]]
        return len(path) > 2 and path[2] != "at" and step["op"] != "input"
    if path[0] == "sequences": return True
    if path[0] == "decisions" and len(path) > 2:
        if path[2] == "rules": return len(path) > 4 and path[4] in ("outcome", "condition", "result", "number")
        if path[2] == "rule_count": return document["decisions"][path[1]]["rules"] != []
        return path[2] in ("applies", "combined", "at_least", "at_most", "clamped", "decided", "value", "step")
    return path[0] in ("as_of", "customer") or path[0] == "definitions" and path[-1] == "step"

def harmless(original, mutant, path):
    """Why a change that even the comparison does not find does no harm; None where there is no such reason."""
    lists = [sorted(json.dumps(entry) for entry in document["definitions"]) for document in (original, mutant)]
    if path[0] == "definitions" and lists[0] == lists[1]:
        return "harmless: definitions in another order, each still its own step, which nothing reads"
    if path == ("customer",) and mutant["customer"] in [member["customer"] for member in original["members"]]:
        return "harmless: another member of the same group, for whom the same trace holds"
    return None

# --- The run -----------------------------------------------------------------------------------------------------

def main():
    options = arguments()
    sys.path.insert(0, options.audit)
    sys.setrecursionlimit(100_000)
    check_trace, check_sources = importlib.import_module("check_trace"), importlib.import_module("check_sources")
    try: jsonschema = importlib.import_module("jsonschema")
    except ImportError: sys.exit("the module jsonschema is not there: pip install jsonschema")
    schema = jsonschema.Draft202012Validator(json.load(open(options.schema, encoding="utf-8")))
    lines = open(options.traces, encoding="utf-8").read().splitlines()
    comparison = Comparison(check_trace, check_sources, options)
    failures = []
    for number, line in enumerate(lines):
        reason = comparison.first(line, number)
        if reason: failures.append(f"trace {number + 1} as policyc wrote it: {reason}")
    if options.complete: failures += comparison.lacking()
    print(f"{len(lines)} traces, {comparison.steps} steps: {len(failures)} problems")

    if failures: sys.exit("\n".join(failures[:40]))

    # Mutants are made of some of the traces: enough for all kinds of places, and few enough for the memory.
    chosen = random.Random(options.seed).sample(range(len(lines)), min(60, len(lines)))
    documents = {number: json.loads(lines[number]) for number in chosen}
    pools, places = collections.defaultdict(set), collections.defaultdict(list)
    for number, document in documents.items():
        for path, value in nodes(document):
            kind = kind_of(path, value)
            places[kind].append((number, path))
            if len(pools[kind]) < 400: pools[kind].add(json.dumps(value))
    pools = {kind: sorted(pool) for kind, pool in pools.items()}
    global run      # so that each worker inherits it when it is forked
    run = Run(check_trace, comparison, schema, documents, pools, places, options)
    counts, survivors = collections.Counter(), collections.Counter()
    with ProcessPoolExecutor(run.workers, multiprocessing.get_context("fork")) as pool:
        for part in pool.map(share, range(run.workers)):
            counts += part[0]
            survivors += part[1]
            failures += part[2]
    print(f"{len(places)} kinds of places, seed {options.seed}")
    for name, count in sorted(counts.items()): print(f"{count:7} {name}")
    print("survivors when sealed, alone, by the kind of place: "
          + ", ".join(f"{kind} {count}" for kind, count in survivors.most_common()))
    for failure in failures[:40]: print("FAILED", failure)
    print(f"{len(failures)} failures")
    sys.exit(1 if failures else 0)

def share(worker): return run.part(worker)

class Comparison:
    """What check_sources.py compares, with the other traces as if the one at hand had never been seen."""
    def __init__(self, check_trace, check_sources, options):
        self.check_trace = check_trace
        self.agreement, *self.others = [c.__self__ for c in check_sources.comparisons(options.policy, options.data, options.mapping)]
        self.facts, self.owners = self.agreement.facts, collections.defaultdict(set)
        self.steps, self.seen = 0, set()

    def first(self, line, number):
        """Why a trace as policyc wrote it is rejected; and what it says of its policy is kept."""
        def keep(trace):
            for key, _ in self.agreement.of_policy(trace, trace.document):
                self.owners[trace.document["policy"]["digest"], *key].add(number)
            self.steps += len(trace.steps)
            self.seen |= {step["op"] for step in trace.steps}
            for decision in trace.document["decisions"]:
                self.seen |= {decision["combining"], *(rule["outcome"] for rule in decision["rules"])}
        return self.check_trace.problem(line, [self.agreement.check, *(other.check for other in self.others), keep])

    def lacking(self):
        """Operations and combinations of the format that no trace has."""
        tables = self.check_trace.OPERATIONS, self.check_trace.WITH_MISSING, self.check_trace.AGGREGATES
        wanted = {"input", "constant", "as_of", "cases", "decision"}.union(*tables)
        wanted |= {"first", "exactly_one", "strictest", "lowest", "highest", "furthest", "sum", "all"}
        wanted |= {"applies", "outranked", "does_not_apply", "not_reached"}
        return [f"no trace has {name}" for name in sorted(wanted - self.seen)]

    def again(self, line, number):
        """Why a mutant of a trace is rejected."""
        self.agreement.facts = {key: says for key, says in self.facts.items() if self.owners[key] != {number}}
        return self.check_trace.problem(line, [self.agreement.check, *(other.check for other in self.others)])

class Run:
    def __init__(self, check_trace, comparison, schema, documents, pools, places, options):
        self.check_trace, self.comparison, self.schema, self.documents = check_trace, comparison, schema, documents
        self.pools, self.places, self.options = pools, places, options
        self.kinds, self.workers = sorted(places), min(4, os.cpu_count() or 1)

    def part(self, worker):
        """One worker's share of the mutants: counts, survivors by the kind of place, failures."""
        draw = random.Random(f"{self.options.seed}-{worker}")
        counts, survivors, failures = collections.Counter(), collections.Counter(), []
        while counts["mutants"] * self.workers < self.options.count:
            kind = self.kinds[(counts["mutants"] * self.workers + worker) % len(self.kinds)]
            number, path = draw.choice(self.places[kind])
            original = self.check_trace.compact(self.documents[number])
            mutant = json.loads(original)
            what = mutate(mutant, path, self.pools, draw)
            if self.check_trace.compact(mutant) == original: continue
            counts["mutants"] += 1
            name = f"{'.'.join(map(str, path))} of trace {number + 1}: {what}"
            if self.check_trace.problem(self.check_trace.compact(mutant), []) is None: failures.append(f"as it is: {name}")
            seal(mutant, self.check_trace)
            line = self.check_trace.compact(mutant)
            if line == original: counts["sealed: only a digest, made right again"] += 1
            elif self.check_trace.problem(line, []): counts["sealed, alone: rejected"] += 1
            else:
                survivors[kind] += 1
                harm = harmless(self.documents[number], mutant, path) is None
                if harm and computed(self.documents[number], path) and self.schema.is_valid(mutant):
                    failures.append(f"sealed, alone: {name}")
                verdict = self.compared(mutant, line, number, path)
                if verdict is None: failures.append(f"sealed, compared: {name}")
                counts[f"sealed, compared: {verdict or 'UNEXPLAINED'}"] += 1
        return counts, survivors, failures

    def compared(self, mutant, line, number, path):
        reason = self.comparison.again(line, number)
        if reason: return "rejected for " + re.sub(r"step [0-9]+|the data", "the data", reason.split(":")[0])
        if not self.schema.is_valid(mutant): return "rejected by the schema"
        return harmless(self.documents[number], mutant, path)

if __name__ == "__main__": main()
