# SPDX-License-Identifier: EUPL-1.2
# Brings what is missing: Debian packages, Node 22, npm packages, libsodium's source. Does nothing, in under a
# second, where all is there.

# The platform's binary out of the package node@22 (Debian 12 has Node 18).
node_bin=$root/house/node/node_modules/node-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')/bin

setup() { # setup build|check
    setup_debian "$1"
    setup_npm house/node "Node 22 and its npm" npm
    # Debian's npm would leave out what says that it wants a newer Node than Debian's.
    setup_npm web "the phone app's packages and SQLite" \
        env PATH="$node_bin:$PATH" node "$root/house/node/node_modules/npm/bin/npm-cli.js"
    setup_libsodium
    "$node_bin/node" --version >/dev/null || fail "Node 22 does not start from $node_bin"
}

setup_debian() {
    local lists=(house/packages-build.txt)
    [[ $1 == check ]] && lists+=(house/packages-check.txt)
    setup_debian_lists "${lists[@]}"
}

setup_debian_lists() { # setup_debian_lists LIST...
    local lists=("$@") wanted missing
    wanted=$(awk 'NF && !/^#/ {print $1}' "${lists[@]}")
    # Node from elsewhere brings its own npm, and Debian's would displace it.
    command -v npm >/dev/null || wanted+=$'\nnpm'
    missing=$(comm -23 <(sort -u <<<"$wanted") \
        <(dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' 2>/dev/null | awk '$2 == "ii" {print $1}' | sort -u))
    [[ -z $missing ]] && return
    say "Installing Debian packages that are missing:"
    # Only for people to read: where npm alone is missing, which stands in no list, grep finds nothing and fails.
    awk 'NF && !/^#/' "${lists[@]}" | grep -wF -f <(sed 's/$/ /' <<<"$missing") | sed 's/^/        /' || true
    if grep -qx npm <<<"$missing"; then echo "        npm                          brings Node 22 and the phone app's packages"; fi
    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "these packages need root or sudo: apt-get install" $missing
        as_root=(sudo)
    fi
    command -v apt-get >/dev/null || fail "this set-up knows Debian 12; elsewhere install by hand:" $missing
    quietly "$logs/apt-update.log" "${as_root[@]}" apt-get update
    # shellcheck disable=SC2086 # one word a package
    quietly "$logs/apt-install.log" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends $missing
}

# What ./dev bench sync measures beside ours; nothing else needs it.
setup_peers() {
    setup_npm tests/bench/peers "the peers of the sync bench" \
        env PATH="$node_bin:$PATH" node "$root/house/node/node_modules/npm/bin/npm-cli.js"
}

# What ./dev bench phone loads into a browser beside ours; nothing else needs it.
setup_browser_bench() {
    setup_npm tests/bench/browser "Lighthouse and the peer of the phone bench" \
        env PATH="$node_bin:$PATH" node "$root/house/node/node_modules/npm/bin/npm-cli.js"
}

setup_npm() { # setup_npm FOLDER WHAT NPM...
    local folder=$1 what=$2
    shift 2
    if python3 house/npm_is_current.py "$folder"; then return; fi
    say "Fetching $what (npm ci in $folder)"
    # Install scripts would fetch binaries from elsewhere; nothing here needs them.
    (cd "$folder" && quietly "$logs/npm-${folder//\//-}.log" \
        "$@" ci --ignore-scripts --prefer-offline --no-audit --no-fund)
}

# The phone needs libsodium compiled to WASM, so its source comes from where the native library came from: the
# machine's own Debian archive, read through a configuration of its own.
setup_libsodium() {
    local version=1.0.18 sources=.cache/sources
    local sha256=d59323c6b712a1519a5daf710b68f5e7fde57040845ffec53850911f10a5d4f4
    [[ -f $sources/libsodium-$version/.quartierpuls-ready ]] && return
    say "Fetching libsodium's source from Debian (for the phone)"
    rm -rf "$sources/apt" "$sources/libsodium-$version"
    mkdir -p "$sources/apt/"{parts,lists/partial,archives/partial}
    debian_source_lists "$sources/apt/parts"
    local apt="$root/$sources/apt"
    local options=(-o "Dir::Etc::SourceList=/dev/null" -o "Dir::Etc::SourceParts=$apt/parts" -o "Dir::State::Lists=$apt/lists"
        -o "Dir::Cache=$apt" -o "APT::Sandbox::User=$(id -un)" -o "Debug::NoLocking=1")
    quietly "$logs/libsodium.log" apt-get "${options[@]}" update
    (cd "$sources/apt" && quietly "$logs/libsodium.log" apt-get "${options[@]}" source --download-only libsodium)
    local tarball=$sources/apt/libsodium_$version.orig.tar.gz
    sha256sum --check --status <<<"$sha256  $tarball" || fail "$tarball is not the file that this project knows"
    tar -C "$sources" -xzf "$tarball"
    tar -C "$sources/apt" -xJf "$sources"/apt/libsodium_*.debian.tar.xz
    local fix
    while read -r fix; do
        patch --quiet -p1 -d "$sources/libsodium-$version" <"$sources/apt/debian/patches/$fix"
    done < <(grep -v '^#' "$sources/apt/debian/patches/series" 2>/dev/null || true)
    rm -rf "$sources/apt"
    touch "$sources/libsodium-$version/.quartierpuls-ready"
}

# debian_source_lists FOLDER: the machine's entries for Debian itself, as source entries.
debian_source_lists() {
    local code file
    code=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [[ -f $file ]] || continue
        # A list of somebody else's packages has no such line; where none has, the source is not found below.
        grep -E "^deb .*[[:space:]]$code(-updates|-security)?[[:space:]].*\bmain\b" "$file" | sed 's/^deb /deb-src /' || true
    done >"$1/derived.list"
    for file in /etc/apt/sources.list.d/*.sources; do
        [[ -f $file ]] || continue
        grep -qE "^Suites:.*[[:space:]]$code(-updates|-security)?([[:space:]]|\$)" "$file" || continue
        sed -E 's/^Types:.*/Types: deb-src/' "$file" >"$1/derived-$(basename "$file")"
    done
    return 0
}
