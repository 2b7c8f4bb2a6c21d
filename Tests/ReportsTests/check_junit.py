#!/usr/bin/env python3
"""Reads the XML of JUnit that the findings are written as, and prints the names and messages in it."""
import sys, xml.etree.ElementTree as tree

root = tree.parse(sys.argv[1]).getroot()
for suite in root:
    failures = suite.findall("testcase/failure")
    assert (str(len(suite)), str(len(failures))) == (suite.get("tests"), suite.get("failures"))
    names = [case.get("name") for case in suite]
    assert len(set(names)) == len(names), names
    print(repr(suite.get("name")))
    for failure in failures: print(failure.get("message"))
assert root.get("failures") == str(sum(1 for _ in root.iter("failure")))
assert root.get("tests") == str(sum(1 for _ in root.iter("testcase")))
