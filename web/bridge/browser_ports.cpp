// SPDX-License-Identifier: EUPL-1.2
#include "web/bridge/browser_ports.h"

#include <emscripten.h>

// clang-format off
EM_JS(double, qp_now_ms, (), { return Date.now(); })
EM_JS(void, qp_browser_random, (void* buffer, int size), {
    // The browser gives at most 65,536 bytes a call.
    for (let at = 0; at < size; at += 65536)
        crypto.getRandomValues(HEAPU8.subarray(buffer + at, buffer + Math.min(size, at + 65536)));
})
// clang-format on

namespace qp::web {

Instant BrowserClock::now() {
    return instant(static_cast<std::int64_t>(qp_now_ms()));
}

void BrowserRandom::fill(std::span<std::uint8_t> out) {
    qp_browser_random(out.data(), static_cast<int>(out.size()));
}

}  // namespace qp::web
