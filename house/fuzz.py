#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Runs the fuzzer of build/fuzz, several targets at a time, and prints a line a target.

Inputs that reach something new are kept in build/fuzz-corpus/TARGET and taken up by the next run. An input that
breaks a target is written to build/fuzz-found/TARGET-…, with the command that repeats it; then the program ends
with 1.
"""
import argparse
import concurrent.futures
import dataclasses
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FUZZER = ROOT / "build/fuzz/tests/fuzz/fuzzer"
SEEDS = ROOT / "tests/fuzz/corpus"
KEPT = ROOT / "build/fuzz-corpus"
FOUND = ROOT / "build/fuzz-found"

INPUT_BYTES_MAX = 16384
INPUT_SECONDS_MAX = 10
MEMORY_MB_MAX = 1024
# Beyond its time a fuzzer may still be starting, or at one input.
SECONDS_OVER_MAX = 60

COVERED = re.compile(r"cov: (\d+)")
COUNTERS = re.compile(r"\((\d+) inline 8-bit counters\)")
STATISTIC = re.compile(r"^stat::(\w+):\s*(\d+)", re.MULTILINE)
REASON = re.compile(r"^(BROKEN PROMISE: .*|SUMMARY: .*|.*Assertion.*failed.*|.*runtime error: .*)$", re.MULTILINE)


@dataclasses.dataclass
class Run:
    target: str
    executions: int
    per_second: int
    covered: int
    counters: int
    found: list
    reason: str

    @property
    def is_sound(self):
        return not self.found and not self.reason

    def line(self):
        share = 100 * self.covered // max(self.counters, 1)
        line = (f"{self.target:<18} {self.executions:>9} executions {self.per_second:>7}/s"
                f"  coverage {self.covered:>6} ({share} %)")
        if self.is_sound:
            return f"ok      {line}"
        lines = [f"FAILED  {line}", f"        {self.reason or 'ended for no reason that it names'}"]
        for path in self.found:
            name = path.relative_to(ROOT)
            lines.append(f"        repeat: {FUZZER.relative_to(ROOT)} --target={self.target} {name}")
        return "\n".join(lines)


def read_log(target, log, exit_code, found):
    statistics = {name: int(value) for name, value in STATISTIC.findall(log)}
    covered = [int(value) for value in COVERED.findall(log)]
    counters = COUNTERS.search(log)
    reason = ""
    if exit_code != 0 or found:
        reasons = REASON.findall(log)
        reason = reasons[0] if reasons else f"ended with {exit_code}"
    return Run(target, statistics.get("number_of_executed_units", 0), statistics.get("average_exec_per_sec", 0),
               covered[-1] if covered else 0, int(counters[1]) if counters else 0, found, reason)


def fuzz(target, seconds):
    kept = KEPT / target
    kept.mkdir(parents=True, exist_ok=True)
    FOUND.mkdir(parents=True, exist_ok=True)
    before = set(FOUND.glob(f"{target}-*"))
    command = [FUZZER, f"--target={target}", kept, SEEDS / target, f"-max_total_time={seconds}",
               f"-max_len={INPUT_BYTES_MAX}", f"-timeout={INPUT_SECONDS_MAX}", f"-rss_limit_mb={MEMORY_MB_MAX}",
               f"-artifact_prefix={FOUND / target}-", "-print_final_stats=1"]
    log = FOUND / f"{target}.log"
    with log.open("wb") as out:
        try:
            code = subprocess.run(command, cwd=ROOT, stdout=out, stderr=out, env={**os.environ, "QP_SOURCE": str(ROOT)},
                                  timeout=seconds + SECONDS_OVER_MAX, check=False).returncode
        except subprocess.TimeoutExpired:
            code = "no end within its time"
    # Inputs that were merely slow are named and do not count as broken.
    found = sorted(path for path in set(FOUND.glob(f"{target}-*")) - before if "slow-unit" not in path.name)
    return read_log(target, log.read_text(errors="replace"), code, found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("targets", nargs="*")
    arguments = parser.parse_args()
    known = subprocess.run([FUZZER, "--list"], capture_output=True, text=True, check=True).stdout.split()
    unknown = set(arguments.targets) - set(known)
    if unknown or not known:
        print(f"no such target: {', '.join(sorted(unknown))} (there are: {', '.join(known)})", file=sys.stderr)
        return 2
    targets = arguments.targets or known
    seconds = max(1, arguments.seconds * arguments.jobs // len(targets))
    runs = []
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for run in pool.map(lambda target: fuzz(target, seconds), targets):
            print(run.line(), flush=True)
            runs.append(run)
    broken = [run for run in runs if not run.is_sound]
    print(f"{len(runs)} targets, {sum(run.executions for run in runs)} executions, {len(broken)} failed")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
