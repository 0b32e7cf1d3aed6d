// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/refusal_log.h"

#include <spdlog/spdlog.h>

namespace qp::city::storage {

namespace {
constexpr auto kSayEvery = std::chrono::hours{1};
}

void RefusalLog::note(std::string_view what, std::string_view code, Instant now) {
    const auto [kind, is_new] =
        kinds_.try_emplace({std::string{what}, std::string{code}}, Kind{now, 0, true});
    if (is_new)
        spdlog::warn("{}: {}", what, code);
    else
        ++kind->second.more;
}

void RefusalLog::count(std::string_view what, std::string_view code, Instant now) {
    const Instant hour = instant(ms(now) - ms(now) % Milliseconds{kSayEvery}.count());
    const auto kind =
        kinds_.try_emplace({std::string{what}, std::string{code}}, Kind{hour, 0, false}).first;
    ++kind->second.more;
}

void RefusalLog::look(Instant now) {
    for (auto kind = kinds_.begin(); kind != kinds_.end();) {
        const Milliseconds since = now - kind->second.since;
        if (since >= Milliseconds{0} && since < kSayEvery) {
            ++kind;
            continue;
        }
        if (kind->second.more > 0) say(*kind);
        // Quiet for an hour, or told by number alone: the next one is a first again.
        if (kind->second.more == 0 || !kind->second.is_first_said) {
            kind = kinds_.erase(kind);
            continue;
        }
        kind->second = {now, 0, true};
        ++kind;
    }
}

void RefusalLog::say_rest() {
    for (const auto& kind : kinds_)
        if (kind.second.more > 0) say(kind);
    kinds_.clear();
}

void RefusalLog::say(const Kinds::value_type& kind) {
    spdlog::warn("{}: {}, {}{} within the last hour", kind.first.first, kind.first.second,
                 kind.second.more, kind.second.is_first_said ? " more" : "");
}

}  // namespace qp::city::storage
