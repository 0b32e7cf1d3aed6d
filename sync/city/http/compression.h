// SPDX-License-Identifier: EUPL-1.2
// Bodies that come compressed, unpacked within a bound; answers that are packed on the fly.
#pragma once

#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace qp::city::http {

// `coding`: "", "identity", "gzip", "zstd". Errors: bad_argument (another coding), malformed,
// too_large (more than `size_max` come out: a bomb is cut there, not unpacked first).
Result<Bytes> unpacked(BytesView body, std::string_view coding, std::size_t size_max);

std::string gzipped(std::string_view text);

}  // namespace qp::city::http
