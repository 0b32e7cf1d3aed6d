#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Runs clang-tidy over the files of the dev build, several at a time, and remembers which were clean.

A file is looked at again when it, a header of ours that it includes, or the rules have changed.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import time

# g++'s precompiled headers are no use to clang-tidy, which so also sees a file that forgot to include something.
PRECOMPILED = re.compile(r" -Winvalid-pch| -fpch-preprocess| -include \S+/cmake_pch\.hxx")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
# In a fresh clone nothing is remembered; looking at every file takes long, so the newest work is looked at.
RECENT_COMMITS = 5
COMMANDS = "build/tidy"
RECENT_FILES_MAX = 12


def closure(root, name, seen):
    """Adds a file and all of ours that it includes."""
    if name in seen or not (root / name).is_file():
        return seen
    seen.add(name)
    for included in INCLUDE.findall((root / name).read_text(errors="replace")):
        closure(root, included, seen)
    return seen


def state_of(root, name, command):
    state = hashlib.sha256((root / ".clang-tidy").read_bytes())
    state.update(command.encode())
    for part in sorted(closure(root, name, set())):
        state.update(part.encode() + b"\0" + (root / part).read_bytes())
    return state.hexdigest()


def recent(root):
    """Names of files, those changed last in front."""
    log = subprocess.run(["git", "log", f"-{RECENT_COMMITS}", "--name-only", "--format="], cwd=root,
                         capture_output=True, text=True, check=True).stdout
    return list(dict.fromkeys(log.split()))


def look_at(root, name):
    run = subprocess.run(["clang-tidy-16", "-p", COMMANDS, "--quiet", name], cwd=root, capture_output=True, text=True)
    if run.returncode == 0:
        return None
    lines = [line for line in (run.stdout + run.stderr).splitlines() if ": error:" in line or ": warning:" in line]
    # The analyzer follows a path into a library's header (Boost's coroutines): nothing of ours to mend.
    ours = [line for line in lines if not line.startswith("/usr/include/")]
    if lines and not ours:
        return None
    lines = ours
    return "\n        ".join(line.replace(f"{root}/", "") for line in lines) or run.stdout + run.stderr


def check(root, tracked, is_full):
    commands_file = root / "build/dev/compile_commands.json"
    if not commands_file.exists():
        return ["build/dev is not configured"]
    entries = json.loads(commands_file.read_text())
    for entry in entries:
        entry["command"] = PRECOMPILED.sub("", entry["command"])
    (root / COMMANDS).mkdir(exist_ok=True)
    (root / COMMANDS / "compile_commands.json").write_text(json.dumps(entries))
    commands = {}
    for entry in entries:
        path = pathlib.Path(entry["directory"], entry["file"]).resolve()
        if path.is_relative_to(root):
            commands[str(path.relative_to(root))] = entry["command"]
    known = root / "build/lint"
    is_fresh = not known.exists()
    known.mkdir(parents=True, exist_ok=True)

    states = {name: state_of(root, name, commands[name]) for name in tracked if name in commands and name.endswith(".cpp")}
    waiting = [name for name in states if not (known / states[name]).exists()]
    if is_fresh and not is_full:
        waiting = [name for name in recent(root) if name in waiting][:RECENT_FILES_MAX]
        print(f"        clang-tidy looks at {len(waiting)} of {len(states)} files, the newest of the last "
              f"{RECENT_COMMITS} commits; at all of them in ./dev test full", flush=True)
    found = []
    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for done, (name, problem) in enumerate(zip(waiting, pool.map(lambda name: look_at(root, name), waiting)), 1):
            if problem:
                found.append(problem)
            else:
                (known / states[name]).touch()
            if time.monotonic() - begun > 30:
                begun = time.monotonic()
                print(f"        clang-tidy: {done} of {len(waiting)} files", flush=True)
    return found
