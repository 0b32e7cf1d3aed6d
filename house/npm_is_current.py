#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Succeeds where FOLDER/node_modules holds what FOLDER/package-lock.json asks for.

npm notes what it installed in node_modules/.package-lock.json. Packages for other platforms are not there,
and do not count as missing.
"""
import json
import pathlib
import sys


def is_current(folder):
    try:
        wanted = json.loads((folder / "package-lock.json").read_text())["packages"]
        present = json.loads((folder / "node_modules/.package-lock.json").read_text())["packages"]
    except (OSError, ValueError, KeyError):
        return False
    for name, package in wanted.items():
        if name == "" or (name not in present and package.get("optional")):
            continue
        if present.get(name, {}).get("integrity") != package.get("integrity"):
            return False
    # Something that was taken out by hand leaves the note behind.
    return all((folder / name).is_dir() for name in present)


if __name__ == "__main__":
    sys.exit(0 if is_current(pathlib.Path(sys.argv[1])) else 1)
