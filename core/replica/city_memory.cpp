// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/city_memory.h"

#include <string>

namespace qp::replica {
namespace {

constexpr const char* kServerEpoch = "sync.server_epoch";
constexpr const char* kLastContact = "sync.last_contact";
constexpr Milliseconds kWriteEvery = std::chrono::minutes{5};

}  // namespace

// Asked for each time: somebody may have erased everything of this device meanwhile.
Result<std::optional<ops::ServerEpoch>> CityMemory::server_epoch() {
    auto word = local_.setting(kServerEpoch);
    if (!word) return fail(word.error());
    if (!*word) return std::optional<ops::ServerEpoch>{};
    return ops::ServerEpoch::from_hex(**word);
}

Status CityMemory::set_server_epoch(const ops::ServerEpoch& epoch) {
    return local_.set_setting(kServerEpoch, epoch.hex());
}

void CityMemory::load() {
    if (std::exchange(is_loaded_, true)) return;
    const auto word = local_.setting(kLastContact);
    if (word && *word) last_contact_ = written_ = from_iso(**word);
}

std::optional<Instant> CityMemory::last_contact() {
    load();
    return last_contact_;
}

void CityMemory::reached_city(Instant now) {
    load();
    last_contact_ = now;
    if (written_ && now >= *written_ && now - *written_ < kWriteEvery) return;
    // Nothing hangs on it: where it cannot be written, a restart knows an older time.
    if (local_.set_setting(kLastContact, to_iso(now)) && local_.city_answered(now)) written_ = now;
}

}  // namespace qp::replica
