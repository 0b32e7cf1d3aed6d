// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/refusal_log.h"

#include <spdlog/spdlog.h>

namespace qp::city::storage {

namespace {
constexpr auto kSayEvery = std::chrono::hours{1};
}

void RefusalLog::note(std::string_view what, std::string_view code, Instant now) {
    const auto [kind, is_new] =
        kinds_.try_emplace({std::string{what}, std::string{code}}, Kind{now, 0});
    if (is_new)
        spdlog::warn("{}: {}", what, code);
    else
        ++kind->second.more;
}

void RefusalLog::look(Instant now) {
    for (auto kind = kinds_.begin(); kind != kinds_.end();) {
        const Milliseconds since = now - kind->second.said_at;
        if (since >= Milliseconds{0} && since < kSayEvery) {
            ++kind;
            continue;
        }
        if (kind->second.more == 0) {
            kind = kinds_.erase(kind);  // quiet for an hour: the next one is a first again
            continue;
        }
        spdlog::warn("{}: {}, {} more within the last hour", kind->first.first, kind->first.second,
                     kind->second.more);
        kind->second = {now, 0};
        ++kind;
    }
}

}  // namespace qp::city::storage
