# SPDX-License-Identifier: EUPL-1.2
# ./dev run: the whole thing on one machine. What is started and how stands in demo.ts.

programs=(quartierpuls-city quartierpuls-feed quartierpuls-kiosk)

run_all() {
    setup build
    build_native release "${programs[@]}"
    build_web
    say "Starting"
    # exec: Ctrl-C and the exit code are demo.ts's own.
    exec "$node_bin/node" house/demo.ts "$@"
}
