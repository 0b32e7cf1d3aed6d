// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/health_reports.h"

#include "core/ops/payloads.h"

namespace qp::replica {
namespace {

constexpr const char* kLastReport = "device.health";
constexpr std::string_view kLowRoom = " room";
constexpr std::string_view kRefused = " refused";

struct LastReport {
    Instant at;
    bool had_low_room = false;
    bool had_refused = false;
};

Result<std::optional<LastReport>> last_report(store::Local& local) {
    const auto word = local.setting(kLastReport);
    if (!word) return fail(word.error());
    if (!*word) return std::optional<LastReport>{};
    const auto at = from_iso((*word)->substr(0, (*word)->find(' ')));
    if (!at) return std::optional<LastReport>{};
    const auto said = [&](std::string_view what) {
        return (*word)->find(what) != std::string::npos;
    };
    return std::optional<LastReport>{{*at, said(kLowRoom), said(kRefused)}};
}

}  // namespace

Result<bool> report_health(store::Local& local, const Options& options, const Bytes& pulled,
                           Instant now) {
    if (!options.enrolled || !options.health) return false;
    const auto counts = local.counts();
    if (!counts) return fail(counts.error());
    const auto last = last_report(local);
    if (!last) return fail(last.error());
    // A disk that is filled and emptied about the limit is not told of each time.
    const bool had_low_room = *last && (*last)->had_low_room;
    const std::uint64_t free_bytes = local.free_bytes();
    const bool has_low_room = free_bytes < (had_low_room ? kRoomEnoughBytes : kRoomLowBytes);
    const bool has_refused = counts->refused > 0;
    // A clock that was set back must not silence the device until it has caught up.
    if (*last && had_low_room == has_low_room && (*last)->had_refused == has_refused &&
        now >= (*last)->at && now - (*last)->at < kHealthEvery)
        return false;
    const DeviceHealth health = options.health();
    const auto queued =
        local.report_health(*options.enrolled, {health.program_version, health.uptime_s,
                                                counts->waiting + health.carried, counts->refused,
                                                free_bytes, health.database_bytes, pulled});
    if (!queued) return fail(queued.error());
    if (!*queued) return false;
    std::string word = to_iso(now);
    if (has_low_room) word += kLowRoom;
    if (has_refused) word += kRefused;
    // A crash before this line reports once more than needed.
    if (auto noted = local.set_setting(kLastReport, word); !noted) return fail(noted.error());
    return true;
}

Status forget_health(store::Local& local) {
    return local.set_setting(kLastReport, "");
}

}  // namespace qp::replica
