# SPDX-License-Identifier: EUPL-1.2
# ./dev bench [NAME] [--json FILE]: measurements with the release build. NAME is a file of tests/bench: `whole`
# (the default), `kiosk`, `phone` or `sync`.

run_bench() {
    local name=whole
    if [[ ${1:-} && ${1:-} != --* ]]; then
        name=$1
        shift
    fi
    case $name in
        whole)
            setup check
            build_native release "${programs[@]}" make_ideas
            build_web
            ;;
        kiosk)
            setup check
            build_native release quartierpuls-city quartierpuls-feed quartierpuls-kiosk make_ideas
            build_web
            ;;
        phone)
            setup check
            setup_browser_bench
            build_native release quartierpuls-city quartierpuls-feed make_ideas
            build_web
            ;;
        sync)
            setup check
            setup_peers
            build_native release quartierpuls-city make_ideas sync_load
            build_sim sim
            export QP_SIM="$root/build/sim-release/tests/sim/world/sim"
            ;;
        *) fail "no bench called $name (there are: whole kiosk phone sync)" ;;
    esac
    say "Measuring: $name"
    "$node_bin/node" "tests/bench/$name.ts" "$@"
}
