# SPDX-License-Identifier: EUPL-1.2
# ./dev package FOLDER: quartierpuls-kiosk_VERSION_ARCHITECTURE.deb, optimised (kiosk/package).

make_package() {
    (($# == 1)) || fail "usage: ./dev package FOLDER"
    mkdir -p "$1"
    local folder
    folder=$(cd "$1" && pwd)
    setup build
    build_native release quartierpuls-kiosk
    say "Packing"
    quietly "$logs/package.log" cpack --config build/release/CPackConfig.cmake -B "$folder"
    rm -rf "$folder/_CPack_Packages"
    ls "$folder"/quartierpuls-kiosk_*.deb
}
