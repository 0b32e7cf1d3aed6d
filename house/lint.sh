# SPDX-License-Identifier: EUPL-1.2
# ./dev lint: see lint.py for what is checked.

lint_all() {
    mkdir -p "$results"
    python3 house/lint.py "$@" | tee "$results/lint.txt"
}
