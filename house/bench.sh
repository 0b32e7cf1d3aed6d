# SPDX-License-Identifier: EUPL-1.2
# ./dev bench [NAME] [--json FILE]: measurements with the release build. `whole` is the only one so far.

run_bench() {
    local name=whole
    if [[ ${1:-} && ${1:-} != --* ]]; then
        name=$1
        shift
    fi
    [[ -f tests/bench/$name.ts ]] || fail "no bench called $name in tests/bench"
    setup check
    build_native release "${programs[@]}" make_ideas
    build_web
    say "Measuring: $name"
    "$node_bin/node" "tests/bench/$name.ts" "$@"
}
