# SPDX-License-Identifier: EUPL-1.2
# ./dev fuzz SECONDS [TARGET...]: libFuzzer on every target in tests/fuzz, the time divided among them.

run_fuzz() {
    local seconds=${1:-}
    [[ $seconds =~ ^[1-9][0-9]*$ ]] || fail "fuzz needs the seconds it may take, over all targets: ./dev fuzz 600"
    shift
    setup check
    setup_debian_lists house/packages-fuzz.txt
    build_native fuzz fuzzer
    say "Fuzzing for $seconds s; what is found stays in build/fuzz-corpus"
    python3 house/fuzz.py --seconds "$seconds" --jobs "$jobs" "$@"
}
