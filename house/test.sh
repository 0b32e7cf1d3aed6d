# SPDX-License-Identifier: EUPL-1.2
# ./dev test: runs suites one after the other and counts single test cases over all of them. A suite that fails,
# or that ran nothing, makes the whole fail.

results=$root/build/test
leaks_known=suppressions=$root/house/leaks.txt:print_suppressions=0

suites=(unit lint wasm web e2e house sim monkey)
# What takes too long for every change: `./dev test full` has all of these.
full_suites=(unit lint wasm web asan e2e house sim accessibility tsan monkey)
# These need little but time, and the programs of e2e mostly wait: behind it, at the lowest priority, they cost none.
behind_e2e=(sim monkey)

run_tests() {
    local wanted=("${suites[@]}") suite
    is_full=
    accessibility_json=
    if [[ ${1:-} == accessibility && ${2:-} == --json && -n ${3:-} ]]; then
        accessibility_json=$(realpath -m "$3")
        set -- accessibility
    fi
    if [[ ${1:-} == full ]]; then
        is_full=yes
        shift
        wanted=("${full_suites[@]}")
        (($# == 0)) || wanted=("$@")
    elif (($#)); then
        wanted=("$@")
    fi
    for suite in "${wanted[@]}"; do
        [[ " ${full_suites[*]} " == *" $suite "* ]] || fail "unknown suite: $suite (there are: ${full_suites[*]})"
    done
    setup check
    rm -rf "$results"
    mkdir -p "$results"
    local code=0 broken=()
    declare -gA behind=()  # the process group of each suite that runs behind another
    trap end_behind EXIT
    for suite in "${wanted[@]}"; do
        [[ $suite != e2e ]] || start_behind "${wanted[*]}"
        say "Suite $suite"
        # A failing step ends its suite and not the run. (With `|| code=$?` bash would go on after it.)
        set +e
        if [[ ${behind[$suite]:-} ]]; then
            wait "${behind[$suite]}"
            code=$?
            unset "behind[$suite]"
            cat "$logs/suite-$suite.log"
        else
            run_suite "$suite"
            code=$?
        fi
        set -e
        python3 house/count.py --suite "$suite" --exit-code "$code" "$results" || broken+=("$suite")
    done
    say "Done${broken[*]:+; failed: ${broken[*]}}"
    python3 house/count.py --total "$results"
}

run_suite() (
    set -e
    "suite_$1"
)

start_behind() { # start_behind "SUITES WANTED"
    local suite
    set -m  # each a process group of its own, to be ended as a whole
    for suite in "${behind_e2e[@]}"; do
        [[ " $1 " == *" $suite "* ]] || continue
        {
            renice -n 10 -p "$BASHPID" >/dev/null
            run_suite "$suite"
        } >"$logs/suite-$suite.log" 2>&1 &
        behind[$suite]=$!
    done
    set +m
}

end_behind() {
    local suite
    for suite in "${!behind[@]}"; do
        kill -- "-${behind[$suite]}" 2>/dev/null || true  # it may have ended by itself
    done
}

# Of ctest's names: the mistakes, the disks, that a run repeats. They are a suite of their own.
sim_tests=(--tests-regex '^sim_')

suite_unit() {
    build_native dev
    suite_ctest unit dev "${sim_tests[@]/--tests-regex/--exclude-regex}"
}

suite_wasm() {
    build_native wasm
    suite_ctest wasm wasm
}

suite_ctest() { # suite_ctest SUITE PRESET [CTEST OPTION...]
    local suite=$1 preset=$2
    shift 2
    quietly "$logs/test-$suite.log" ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j "$jobs" \
        --output-junit "$results/$suite.xml" --test-output-size-passed 1000000 --test-output-size-failed 1000000 "$@"
}

suite_web() {
    build_web
    node_tests web web/app 5
}

# Of the 200 kills of tests/crashes every change has 20, and of the matrix of tests/e2e/phone_views a third.
suite_e2e() {
    local minutes=15
    [[ ! $is_full ]] || minutes=90
    build_native dev
    build_web
    QP_BUILD="$root/build/dev" QP_FULL=$is_full QP_CRASH_KILLS=${is_full:+200} \
        node_tests e2e tests/e2e "$minutes"
}

# Five minutes of an unreasonable person at the kiosk; in the full test an hour, under AddressSanitizer.
suite_monkey() {
    local preset=dev seconds=300
    if [[ $is_full ]]; then
        preset=asan seconds=3600
        build_native asan quartierpuls-kiosk
    fi
    build_native dev quartierpuls-city
    QP_BUILD="$root/build/dev" QP_MONKEY_BUILD="$root/build/$preset" QP_MONKEY_SECONDS=$seconds \
        QP_MONKEY_SEED=$((0x$(git rev-parse --short=7 HEAD))) LSAN_OPTIONS=$leaks_known \
        node_tests monkey tests/monkey $((seconds / 60 + 10))
}

# Each file has its own world, on ports of its own, and ends by itself or at its deadline.
node_tests() { # node_tests SUITE FOLDER MINUTES: every *.test.ts below it, none of them longer
    local files
    mapfile -t files < <(find "$2" -name node_modules -prune -o -name '*.test.ts' -print | sort)
    ((${#files[@]})) || fail "no tests in $2"
    "$node_bin/node" house/test_files.ts "$results/$1" "$3" "${files[@]}"
}

suite_asan() {
    build_native asan
    LSAN_OPTIONS=$leaks_known suite_ctest asan asan
}

# Where threads are. Everything else is owned by one thread (core has none at all), and is half the build.
threaded=(sync_client city_http city_storage city_ingest city_program client_city feed kiosk_app)

suite_tsan() {
    build_native tsan "${threaded[@]/%/_test}"
    TSAN_OPTIONS=suppressions=$root/house/races.txt suite_ctest tsan tsan \
        --tests-regex "^($(IFS='|' && printf '%s' "${threaded[*]}"))\$"
}

# The pairwise selection is a part of `unit`. Here the counts of each row of the checklist can be kept, and a full
# run takes the whole matrix.
suite_accessibility() {
    build_native dev kiosk_accessibility_test
    QP_FULL=$is_full QP_ACCESSIBILITY_JSON=$accessibility_json QP_KIOSK_ASSETS="$root/build/dev/kiosk/assets" \
        SDL_VIDEODRIVER=offscreen build/dev/kiosk/accessibility/kiosk_accessibility_test \
        --reporters=junit --out="$results/accessibility.xml"
}

suite_lint() {
    # clang-tidy reads the dev build's commands and the headers that it generates.
    build_native dev
    lint_all ${is_full:+--full}
}

suite_house() {
    local code=0
    build_native dev "${programs[@]}"
    build_web
    export QP_BUILD="$root/build/dev"
    local folder
    for folder in house core/i18n; do
        python3 -m unittest discover --verbose --start-directory "$folder" --pattern '*_test.py' \
            >>"$results/house.txt" 2>&1 || code=$?
    done
    cat "$results/house.txt"
    node_tests house house 10 || code=$?
    return "$code"
}
