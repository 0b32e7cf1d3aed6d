#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Which folder may include from which. The layers of the design: dependencies point down only."""
import re

CORE = ["core/base", "core/i18n", "core/domain", "core/ops", "core/store", "core/replica", "core/views"]

# Each folder, and what it may include from besides itself. What is below a folder without a row of its own
# belongs to the nearest row above. Kiosk, phone and city never include each other.
MAY_INCLUDE = {
    "core/base": [],
    "core/i18n": ["core/base"],
    "core/domain": ["core/base"],
    "core/ops": ["core/base", "core/domain"],
    "core/store": ["core/base", "core/domain", "core/ops"],
    "core/replica": ["core/base", "core/domain", "core/ops", "core/store"],
    "core/views": CORE[:-1],
    "native": CORE,
    "sync/protocol": CORE,
    "sync/client": CORE + ["native"],
    "sync/city/http": ["core/base"],
    "sync/city/storage": CORE + ["native"],
    "sync/city/ingest": CORE + ["native", "sync/city/storage"],
    "sync/city": CORE + ["native", "sync/client", "sync/city/http", "sync/city/storage", "sync/city/ingest"],
    "sync/feed": CORE + ["native", "sync/city/http", "sync/city/ingest"],
    "kiosk": CORE + ["native", "sync/client"],
    "web/bridge": CORE,
}

# Tests may use fakes and fixtures, and what they hold their subject against.
TESTS = "tests"

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


def row_of(path):
    """The row of MAY_INCLUDE that a path belongs to, or None."""
    parts = path.split("/")
    for length in range(len(parts) - 1, 0, -1):
        folder = "/".join(parts[:length])
        if folder in MAY_INCLUDE:
            return folder
    return None


def is_within(path, folder):
    return path.startswith(folder + "/")


def violations(path, text):
    """The includes of one file that its layer may not have, as sentences."""
    row = row_of(path)
    if row is None:
        return []
    is_test = path.endswith("_test.cpp")
    found = []
    for included in INCLUDE.findall(text):
        if "/" not in included:
            continue  # a library's header, or one made at build
        target = row_of(included)
        if is_within(included, TESTS):
            if not is_test:
                found.append(f"{path} includes {included}: only tests may include from {TESTS}/")
        elif target is not None and target != row and target not in MAY_INCLUDE[row]:
            found.append(f"{path} includes {included}: {row} may not use {target}")
    return found
