# SPDX-License-Identifier: EUPL-1.2
# ./dev shots DIR: every screen of kiosk (1080×1920, 1920×1080) and phone (390×844) as PNG.

make_shots() {
    (($# == 1)) || fail "usage: ./dev shots DIR"
    setup check
    build_native dev "${programs[@]}"
    build_web
    say "Taking pictures"
    QP_BUILD="$root/build/dev" "$node_bin/node" tests/e2e/shots_kiosk.ts "$1"
    QP_BUILD="$root/build/dev" "$node_bin/node" tests/e2e/shots_phone.ts "$1"
}
