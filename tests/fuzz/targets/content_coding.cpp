// SPDX-License-Identifier: EUPL-1.2
// Compressed bodies: whatever is in them, no more comes out than was allowed.
#include "sync/city/http/compression.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(content_coding) {
    constexpr std::size_t kBytesMax = 4096;
    for (const char* coding : {"gzip", "zstd", "identity"}) {
        const auto plain = city::http::unpacked(input, coding, kBytesMax);
        hold(!plain || plain->size() <= kBytesMax, "no more comes out than was allowed");
    }
    const std::string packed = city::http::gzipped(as_text(input));
    const auto plain = city::http::unpacked(as_bytes(packed), "gzip", input.size());
    hold(plain && same(*plain, input), "what was packed is unpacked as it was");
}
