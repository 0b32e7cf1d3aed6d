# SPDX-License-Identifier: EUPL-1.2
# Builds: natively by preset, the core for the phone, the phone app.

# Suites that run behind others build, too: two at once in one folder spoil each other's configuring and building,
# and would write one log. Who comes second waits, and has nothing left to build.
build_native() { # build_native PRESET [TARGET...]
    local preset=$1
    shift
    say "Building ($preset${*:+: $*})"
    mkdir -p "build/$preset"
    (
        flock 9
        quietly "$logs/configure-$preset.log" cmake --preset "$preset" 9>&-
        quietly "$logs/build-$preset.log" ninja -C "build/$preset" -j "$jobs" "$@" 9>&-
    ) 9>"build/$preset/in_use"
}

# The phone app's files in web/dist: made anew only where something that they are made of has changed.
build_web() {
    build_native phone quartierpuls_core  # linking it as a whole takes a minute, too long for each of the tests
    if [[ -f web/dist/index.html && -z $(find web/app web/tools web/*.json web/*.ts assets \
        build/phone/web/bridge/quartierpuls_core.* -newer web/dist/index.html -print -quit) ]]; then
        return
    fi
    say "Building the phone app"
    (cd web && PATH="$node_bin:$PATH" quietly "$logs/build-web.log" node --run build)
}
