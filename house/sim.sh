# SPDX-License-Identifier: EUPL-1.2
# ./dev sim: the simulator of whole systems (tests/sim/world), optimised, a process a core.

build_sim() { # build_sim TARGET...
    say "Building the simulator"
    quietly "$logs/configure-sim.log" cmake --preset release -B build/sim-release -DQP_PARTS=sync
    quietly "$logs/build-sim.log" ninja -C build/sim-release -j "$jobs" "$@"
}

run_sim() {
    setup check
    build_sim sim
    build/sim-release/tests/sim/world/sim --jobs "$jobs" "$@"
}

# Every seed that ever failed, three minutes of seeds that follow from the commit (a quarter of an hour in the
# full test), so that each commit tries others, and each mistake compiled in on purpose, which must be caught.
# With the build that is there: most of the time is SQLite's, which is optimised in each.
suite_sim() {
    build_native dev sim sim_mutated sim_world_test sim_disk_test
    local first code=0 seconds=180 sim=build/dev/tests/sim/world/sim
    [[ -z $is_full ]] || seconds=900
    first=$((0x$(git rev-parse --short=7 HEAD)))
    "$sim" --jobs "$jobs" --seeds-of tests/sim/world/seeds.txt || code=$?
    "$sim" --jobs "$jobs" --first "$first" --seconds "$seconds" || code=$?
    suite_ctest sim dev "${sim_tests[@]}" || code=$?
    return "$code"
}
