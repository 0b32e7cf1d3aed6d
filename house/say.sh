# SPDX-License-Identifier: EUPL-1.2
# How ./dev speaks: one line a step, with the minutes since it began.

house_began=$SECONDS

say() { printf '\033[1m%02d:%02d\033[0m %s\n' $(((SECONDS - house_began) / 60)) $(((SECONDS - house_began) % 60)) "$*"; }

fail() {
    printf 'dev: %s\n' "$*" >&2
    exit 2
}

# quietly LOG COMMAND...: keeps the output in a file; shows its end where the command fails, and a sign of life
# every half minute meanwhile.
quietly() {
    local log=$1 code=0 ticker
    shift
    mkdir -p "$(dirname "$log")"
    : >"$log"
    while sleep 30 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
        say "  … $(tail -n 1 "$log" | tr -d '\r' | cut -c1-120)"
    done &
    ticker=$!
    "$@" >"$log" 2>&1 || code=$?
    # The ticker may have ended by itself, and ends with a signal's code: neither is the step's failure.
    kill "$ticker" 2>/dev/null || true
    wait "$ticker" 2>/dev/null || true
    if ((code != 0)); then
        tail -n 40 "$log" >&2
        printf 'dev: failed: %s\n     whole output: %s\n' "$*" "$log" >&2
    fi
    return "$code"
}
