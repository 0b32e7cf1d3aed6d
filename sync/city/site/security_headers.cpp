// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/site/security_headers.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/ops/crypto.h"

namespace qp::city::site {

namespace {

// As policies write it (CSP 3, 2.3.1): padded. 32 bytes take one sign of padding.
std::string hash_source(std::string_view text) {
    std::string hash = to_base64url(ops::sha256(as_bytes(text)));
    std::replace(hash.begin(), hash.end(), '-', '+');
    std::replace(hash.begin(), hash.end(), '_', '/');
    return "'sha256-" + hash + "='";
}

// " 'sha256-…'" for each element whose start tag is exactly `open`. Where markup is no script, as
// with the page's data, its tag is another.
std::string hashes(std::string_view page, std::string_view open, std::string_view end) {
    std::string result;
    for (std::size_t at = page.find(open); at != std::string_view::npos; at = page.find(open, at)) {
        at += open.size();
        const std::string_view text = page.substr(at, page.find(end, at) - at);
        result += " " + hash_source(text);
    }
    return result;
}

}  // namespace

// WebAssembly needs a word of its own. A text becomes a script or its address by the app's one
// policy alone (web/app/bridge/own_scripts.ts).
std::string content_security(std::string_view page) {
    const std::string scripts = hashes(page, "<script>", "</script>") +
                                hashes(page, "<script type=\"module\">", "</script>");
    const std::string styles = hashes(page, "<style>", "</style>");
    return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'" + scripts +
           "; style-src 'self'" + styles +
           "; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
           "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
           "require-trusted-types-for 'script'; trusted-types quartierpuls";
}

std::vector<http::Header> security_headers() {
    return {{"Content-Security-Policy", content_security({})},
            {"X-Content-Type-Options", "nosniff"},
            {"Referrer-Policy", "no-referrer"},
            {"Cross-Origin-Opener-Policy", "same-origin"},
            {"Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=()"}};
}

}  // namespace qp::city::site
