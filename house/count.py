#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Counts single test cases of a suite's reports, and adds the suites up.

count.py --suite NAME --exit-code CODE FOLDER   reads FOLDER/NAME.xml (JUnit), NAME/*.xml and NAME.txt, writes NAME.count
count.py --total FOLDER                         says again what failed (a long log may be cut in its middle) and adds up
                                                all *.count; last line 'N passed, N failed'
"""
import argparse
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

DOCTEST = re.compile(r"\[doctest\] test cases:\s*(\d+) \|\s*(\d+) passed \|\s*(\d+) failed")
# What our own checks and Python's unittest write, one line a case.
PLAIN = re.compile(r"^(?:(ok|FAILED) {2}\S.*|.* \.\.\. (ok|FAIL|ERROR|skipped .*))$", re.MULTILINE)
# A failed check of doctest: what ran, where and what was wrong.
DOCTEST_ERROR = re.compile(r"^(?:TEST CASE: .*|.*: (?:FATAL )?ERROR: .*|  values: .*)$", re.MULTILINE)
LINES_OF_A_FAILURE = 12


def has_case_failed(case):
    return (case.find("failure") is not None or case.find("error") is not None
            or case.get("status") in ("fail", "notrun", "disabled"))


def count_case(case):
    """A JUnit test case is one case, or a doctest program with a summary of its own cases."""
    has_failed = has_case_failed(case)
    if case.find("skipped") is not None and not has_failed:
        return 0, 0
    summary = DOCTEST.search("".join(case.findtext("system-out") or ""))
    if summary:
        passed, failed = int(summary[2]), int(summary[3])
        # A program may fail after its last case, or crash while it ends.
        return passed, max(failed, 1) if has_failed else failed
    return (0, 1) if has_failed else (1, 0)


def failure_of(case):
    """The failed case's name and the first lines that say why."""
    output = case.findtext("system-out") or ""
    why = DOCTEST_ERROR.findall(output)
    if not why:
        failure = case.find("failure")
        text = ((failure.text or failure.get("message")) if failure is not None else "") or output
        why = [line for line in text.splitlines() if line.strip()]
    return [case.get("name", "?"), *(f"    {line.strip()[:400]}" for line in why[:LINES_OF_A_FAILURE])]


def reports_of_suite(folder, name):
    return [path for path in [folder / f"{name}.xml", *sorted((folder / name).glob("*.xml"))] if path.exists()]


def cases_of_suite(folder, name):
    return [case for report in reports_of_suite(folder, name) for case in ElementTree.parse(report).iter("testcase")]


def print_failures(folder, name):
    for case in cases_of_suite(folder, name):
        if has_case_failed(case):
            first, *rest = failure_of(case)
            print("\n".join([f"failed in {name}: {first}", *rest]))


def count_suite(folder, name):
    passed = failed = 0
    for case in cases_of_suite(folder, name):
        case_passed, case_failed = count_case(case)
        passed, failed = passed + case_passed, failed + case_failed
    lines = folder / f"{name}.txt"
    if lines.exists():
        for own, unittest in PLAIN.findall(lines.read_text(errors="replace")):
            word = own or unittest
            if word == "ok":
                passed += 1
            elif not word.startswith("skipped"):
                failed += 1
    return passed, failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--suite")
    parser.add_argument("--exit-code", type=int, default=0)
    parser.add_argument("--total", action="store_true")
    parser.add_argument("folder", type=pathlib.Path)
    arguments = parser.parse_args()

    if arguments.total:
        suites = sorted(arguments.folder.glob("*.count"))
        counts = [path.read_text().split() for path in suites]
        passed = sum(int(count[0]) for count in counts)
        failed = sum(int(count[1]) for count in counts)
        for path in suites:
            print_failures(arguments.folder, path.stem)
        print(f"{passed} passed, {failed} failed")
        return 1 if failed or not passed else 0

    passed, failed = count_suite(arguments.folder, arguments.suite)
    # A build that broke or a suite that ran nothing is a failure, though no case says so.
    if failed == 0 and (arguments.exit_code != 0 or passed == 0):
        failed = 1
        print(f"{arguments.suite}: ended with {arguments.exit_code} after {passed} cases")
    (arguments.folder / f"{arguments.suite}.count").write_text(f"{passed} {failed}\n")
    print(f"{arguments.suite}: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
