#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Succeeds where FOLDER/node_modules holds what FOLDER/package-lock.json asks for.

npm notes what it installed in node_modules/.package-lock.json. Optional packages for other platforms are not
there, and do not count as missing; one for this platform does.
"""
import json
import pathlib
import platform
import sys

HERE = {"os": "linux", "cpu": {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine()),
        "libc": "glibc"}


def may_be_missing(package):
    def is_elsewhere(key):
        named = package.get(key, HERE[key])
        return HERE[key] not in ([named] if isinstance(named, str) else named)

    names_a_platform = any(key in package for key in HERE)
    return package.get("optional", False) and (not names_a_platform or any(is_elsewhere(key) for key in HERE))


def is_current(folder):
    try:
        wanted = json.loads((folder / "package-lock.json").read_text())["packages"]
        present = json.loads((folder / "node_modules/.package-lock.json").read_text())["packages"]
    except (OSError, ValueError, KeyError):
        return False
    for name, package in wanted.items():
        if name == "" or (name not in present and may_be_missing(package)):
            continue
        if present.get(name, {}).get("integrity") != package.get("integrity"):
            return False
    # Something that was taken out by hand leaves the note behind.
    return all((folder / name).is_dir() for name in present)


if __name__ == "__main__":
    sys.exit(0 if is_current(pathlib.Path(sys.argv[1])) else 1)
