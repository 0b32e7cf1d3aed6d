#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""./dev lint: checks the tracked files, one line a check: 'ok  NAME' or 'FAILED  NAME' with what is wrong.

--full  runs clang-tidy over every file; without it, over files whose result is not known yet, and in a fresh
        clone only over those that the newest commits touch.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import layers  # noqa: E402
import tidy  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINES_MAX = 600
FUNCTION_LINES_MAX = 70
CPP = (".cpp", ".h", ".c")
SCRIPT = (".ts", ".tsx", ".mjs", ".cjs", ".js")
COMMENTED = CPP + SCRIPT + (".css", ".html", ".md", ".py", ".sh", ".cmake", ".toml", ".service")

UMLAUT_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*[äöüÄÖÜß](?:[^"\\\n]|\\.)*"|`[^`\n]*[äöüÄÖÜß][^`\n]*`')
# Umlauts that are no words for a reader, with the reason.
UMLAUTS_ALLOWED = {
    "core/store/fold": "the table that folds umlauts for search",
    "core/i18n": "plural and date rules name the languages they serve",
    "sync/city/ingest": "column names of German data files",
    "sync/feed": "names of the places whose data it generates",
    "core/domain": "proper names of districts and themes",
}
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|not imple" r"mented|simplified for n" r"ow")
MACHINE = re.compile(r"/wo" r"rk/(main|shared|\.library)|/far" r"m/|deb\.deb" r"ian\.org|registry\.npm" r"js\.org")
# Core is given time, chance and order, so that one seed is one run: a clock or a random device of the machine, and
# a container whose order is the library's, would be none of it.
MACHINE_TIME = re.compile(
    r"_clock::now\b|\butc_clock\b|\b(gettimeofday|clock_gettime|timespec_get|emscripten_get_now)\b|\bstd::(time|clock)\("
    r"|\btime\((nullptr|NULL|0)\)|\b(CURRENT_(TIME|DATE|TIMESTAMP)|unixepoch)\b|'now'")
MACHINE_CHANCE = re.compile(
    r"\brandom_device\b|\bstd::s?rand\b|\b(arc4random\w*|getrandom|getentropy|randombytes\w*)\b|\brandomblob\(|\brandom\(\)"
    r"|/dev/u?random")
UNORDERED = re.compile(r"\bunordered_(?:multi)?(?:map|set)\s*<[^;]*?>\s*&?\s*(\w+)\s*(?:[;{=,)]|$)", re.MULTILINE)
# A poll shows what there is to talk about, and anybody with two devices may answer twice (sync/protocol/README.md).
VOTE = re.compile(r"(?<!\bkeine )abstimmung", re.IGNORECASE)
VAGUE_NAME = re.compile(r"(^|[/_-])(utils?|common|misc|manager|helpers?)([._/-]|$)", re.IGNORECASE)


def tracked():
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [name for name in out.decode().split("\0") if name and (ROOT / name).is_file()]


def read(name):
    return (ROOT / name).read_text(errors="replace")


def check_format(files):
    sources = [name for name in files if name.endswith(CPP)]
    if not sources:
        return ["no sources found"]
    run = subprocess.run(["clang-format-16", "--dry-run", "-Werror", *sources], cwd=ROOT, capture_output=True, text=True)
    if run.returncode == 0:
        return []
    wrong = sorted({line.split(":")[0] for line in run.stderr.splitlines() if "clang-format-violations" in line})
    return [f"{name}: clang-format-16 -i" for name in wrong] or [run.stderr]


def check_layers(files):
    found = []
    for name in files:
        if name.endswith(CPP):
            found += layers.violations(name, read(name))
    return found


def check_licence_lines(files):
    found = []
    for name in files:
        needs_one = name.endswith(COMMENTED) or pathlib.Path(name).name in ("CMakeLists.txt", "dev")
        if needs_one and "SPDX-License-Identifier: EUPL-1.2" not in "".join(read(name).splitlines(True)[:3]):
            found.append(f"{name}: no SPDX line at its beginning")
    return found


def check_file_length(files):
    found = []
    for name in files:
        if name.endswith(CPP + SCRIPT + (".py", ".sh", ".css")):
            lines = read(name).count("\n")
            if lines > LINES_MAX:
                found.append(f"{name}: {lines} lines, more than {LINES_MAX}")
    return found


def long_functions(name, text):
    """Functions of formatted C++ that stand in the first column (clang-tidy sees the others too)."""
    found = []
    head = 0
    for number, line in enumerate(text.splitlines(), 1):
        # A type ends with "};" and a namespace with a comment, so a bare brace ends a function.
        if line == "}":
            lines = number - head - 1
            if lines > FUNCTION_LINES_MAX:
                found.append(f"{name}:{head}: a function of {lines} lines, more than {FUNCTION_LINES_MAX}")
        elif line and not line.startswith((" ", "#", "/", ")", "}")):
            head = number
    return found


def check_function_length(files):
    found = []
    for name in files:
        if name.endswith(CPP):
            found += long_functions(name, read(name))
    return found


def without_comments(line):
    return re.sub(r"(^|\s)//.*|/\*.*?\*/|^\s*\*.*", "", line)


def check_words_in_code(files):
    """What residents read stands in assets/messages, where it can be translated."""
    found = []
    for name in files:
        is_code = name.endswith((".cpp", ".h", ".ts", ".tsx"))
        is_test = "_test." in name or ".test." in name or name.startswith(("tests/", "assets/"))
        if not is_code or is_test or any(name.startswith(folder) for folder in UMLAUTS_ALLOWED):
            continue
        for number, line in enumerate(read(name).splitlines(), 1):
            words = UMLAUT_STRING.search(without_comments(line))
            if words:
                found.append(f"{name}:{number}: {words.group()} belongs in assets/messages")
    return found


def is_core(name):
    path = pathlib.Path(name)
    is_test = path.stem.endswith("_test") or path.stem.startswith("test_")
    return name.startswith("core/") and name.endswith(CPP) and not is_test


def unordered_names(files):
    """Of each core module's members and variables, those whose order is the library's."""
    names = {}
    for name in files:
        if is_core(name):
            module = names.setdefault(str(pathlib.Path(name).parent), set())
            module.update(UNORDERED.findall("\n".join(map(without_comments, read(name).splitlines()))))
    return names


def check_core_is_given_time_and_chance(files):
    found = []
    unordered = unordered_names(files)
    for name in files:
        if not is_core(name):
            continue
        names = "|".join(sorted(unordered[str(pathlib.Path(name).parent)]))
        walks = re.compile(rf"\bfor \(.*:\s*(?:\w+(?:\.|->))*({names})\)|\b({names})\.c?r?begin\(") if names else None
        for number, line in enumerate(read(name).splitlines(), 1):
            code = without_comments(line)
            if MACHINE_TIME.search(code):
                found.append(f"{name}:{number}: asks the machine for the time, not the Clock it is given")
            if MACHINE_CHANCE.search(code):
                found.append(f"{name}:{number}: asks the machine for chance, not the Random it is given")
            if walks and walks.search(code):
                found.append(f"{name}:{number}: walks through what has no order of its own")
    return found


def check_polls_are_no_votes(files):
    found = []
    for name in files:
        if not (name.startswith("assets/messages/") and name.endswith(".json")):
            continue
        for number, line in enumerate(read(name).splitlines(), 1):
            if VOTE.search(line):
                found.append(f"{name}:{number}: calls a poll an Abstimmung")
    return found


def check_finished(files):
    found = []
    for name in files:
        if name.endswith((".cpp", ".h", ".ts", ".tsx", ".sh", ".py", ".mjs")) or name == "dev":
            for number, line in enumerate(read(name).splitlines(), 1):
                if UNFINISHED.search(line) and not name.startswith("house/lint"):
                    found.append(f"{name}:{number}: {line.strip()}")
    return found


def check_machine_paths(files):
    found = []
    for name in files:
        if name.endswith((".png", ".woff2", ".ico")):
            continue
        for number, line in enumerate(read(name).splitlines(), 1):
            if MACHINE.search(line):
                found.append(f"{name}:{number}: names a machine's path or a registry")
    return found


def check_names(files):
    return [f"{name}: a name that says what it is about, please" for name in files if VAGUE_NAME.search(name)]


def check_readmes(files):
    folders = {str(pathlib.Path(name).parent) for name in files if name.endswith(CPP + SCRIPT)}
    found = []
    for folder in sorted(folders):
        parents = [folder, *map(str, pathlib.Path(folder).parents)]
        # A part of a part may be told about one level up, no further.
        if not any((ROOT / parent / "README.md").exists() for parent in parents[:2] if parent != "."):
            found.append(f"{folder}: no README.md there or one above")
    return found


def check_shell(files):
    scripts = [name for name in files if name.endswith(".sh") or name in ("dev", ".ci/run")]
    run = subprocess.run(["shellcheck", "--shell=bash", "--severity=warning", "--exclude=SC2034,SC2154", *scripts],
                         cwd=ROOT, capture_output=True, text=True)
    return [] if run.returncode == 0 else [run.stdout + run.stderr]


def check_typescript(_files):
    """The phone's own is checked by its build; this is what tools, tests and benches are written in."""
    node = next(ROOT.glob("house/node/node_modules/node-linux-*/bin/node"), None)
    run = subprocess.run([node or "node", "web/node_modules/typescript/bin/tsc", "-p", "web/tsconfig.programs.json"],
                         cwd=ROOT, capture_output=True, text=True)
    return [] if run.returncode == 0 else (run.stdout + run.stderr).splitlines()


CHECKS = {
    "includes point down only": check_layers,
    "every file names its licence": check_licence_lines,
    f"no file is longer than {LINES_MAX} lines": check_file_length,
    f"no function is longer than {FUNCTION_LINES_MAX} lines": check_function_length,
    "what residents read stands in assets, not in code": check_words_in_code,
    "core asks the machine for no time, chance or order": check_core_is_given_time_and_chance,
    "no message calls a poll an Abstimmung": check_polls_are_no_votes,
    "nothing is left unfinished": check_finished,
    "no file names a machine's path or a registry": check_machine_paths,
    "names say what they are about": check_names,
    "every folder of code has a README": check_readmes,
    "shell scripts are clean": check_shell,
    "TypeScript of tools and tests has no type errors": check_typescript,
    "C++ is formatted": check_format,
}


def report(name, found):
    print(f"{'FAILED' if found else 'ok'}  {name}", flush=True)
    for line in found:
        print(f"        {line}", flush=True)
    return not found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--no-tidy", action="store_true", help="only what takes seconds")
    arguments = parser.parse_args()
    files = tracked()
    is_clean = all([report(name, check(files)) for name, check in CHECKS.items()])
    if not arguments.no_tidy:
        is_clean = report("clang-tidy finds nothing", tidy.check(ROOT, files, arguments.full)) and is_clean
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
