// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/site/security_headers.h"

namespace qp::city::site {

namespace {

// No inline script or style; WebAssembly needs a word of its own. A text becomes a script or its
// address by the app's one policy alone (web/app/bridge/own_scripts.ts).
constexpr const char* kContentSecurity =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types quartierpuls";

}  // namespace

std::vector<http::Header> security_headers() {
    return {{"Content-Security-Policy", kContentSecurity},
            {"X-Content-Type-Options", "nosniff"},
            {"Referrer-Policy", "no-referrer"},
            {"Cross-Origin-Opener-Policy", "same-origin"},
            {"Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=()"}};
}

}  // namespace qp::city::site
