#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Makes kiosk/ACCESSIBILITY.md from the counts of ./dev test accessibility --json FILE.

accessibility.py FILE          writes the page
accessibility.py --check PAGE  fails where the page names other rows than the checklist
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHECKLIST = ROOT / "kiosk/accessibility/checklist.txt"
PAGE = ROOT / "kiosk/ACCESSIBILITY.md"

# Rows that are automated but have no case over the matrix yet, and why.
NOT_DONE = {}

# What of a row its cases do not show yet.
NOT_COVERED = {
    "K01": "the journeys themselves: tests/e2e/kiosk_journeys walks them by keypad and by transcript alone",
    "K08": "what other programs of the machine play",
    "K17": "keys that repeat by themselves: kiosk/platform/pointer_test.cpp",
    "K22": "its seconds, and that they are given again: kiosk/app/attendance_test.cpp, tests/e2e/kiosk_session",
    "K15": "the key itself is pressed in tests/e2e alone",
    "K18": "gestures other than scrolling",
    "K23": "files: tests/e2e/kiosk_session looks for what was typed in all that the kiosk keeps",
}


def read_checklist(text):
    rows = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            rows.append([part.strip() for part in line.split("|")])
    return rows


def result_of(row, counts):
    count = counts.get(row)
    if not count or not count["checked"]:
        return "**not done**: " + NOT_DONE.get(row, "no case ran")
    if count["failed"]:
        return f"**{count['failed']} of {count['checked']} cases failed**"
    missing = f"; not covered: {NOT_COVERED[row]}" if row in NOT_COVERED else ""
    return f"{count['checked']} cases, none failed{missing}"


def make_page(rows, counts):
    by_id = {count["id"]: count for count in counts}
    unknown = sorted(set(by_id) - {row[0] for row in rows})
    if unknown:
        raise ValueError(f"not in the checklist: {', '.join(unknown)}")
    lines = [
        "<!-- SPDX-License-Identifier: EUPL-1.2 -->",
        "# Accessibility of the kiosk",
        "",
        "Made by `house/accessibility.py` from `./dev test accessibility --json FILE`; never edited by hand. What is",
        "measured by hand is not claimed here: the row says how to measure it.",
        "",
        "| row | requirement | automated | by hand |",
        "|---|---|---|---|",
    ]
    for row, kinds, requirement, measure in rows:
        automated = result_of(row, by_id) if "A" in kinds else ""
        lines.append(f"| {row} | {requirement} | {automated} | {measure} |")
    return "\n".join(lines) + "\n"


def rows_of_page(text):
    return re.findall(r"^\| (K\d\d) \|", text, re.MULTILINE)


def check_page(rows, text):
    return rows_of_page(text) == [row[0] for row in rows]


def main():
    rows = read_checklist(CHECKLIST.read_text())
    if sys.argv[1] == "--check":
        return 0 if check_page(rows, pathlib.Path(sys.argv[2]).read_text()) else 1
    PAGE.write_text(make_page(rows, json.loads(pathlib.Path(sys.argv[1]).read_text())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
