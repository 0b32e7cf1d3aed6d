// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/health_reports.h"

#include "core/ops/payloads.h"

namespace qp::replica {
namespace {

constexpr const char* kLastReport = "device.health";
constexpr const char* kNeedsHelp = " needs help";

struct LastReport {
    Instant at;
    bool needs_help = false;
};

Result<std::optional<LastReport>> last_report(store::Local& local) {
    const auto word = local.setting(kLastReport);
    if (!word) return fail(word.error());
    if (!*word) return std::optional<LastReport>{};
    const std::size_t end = (*word)->find(' ');
    const auto at = from_iso((*word)->substr(0, end));
    if (!at) return std::optional<LastReport>{};
    return std::optional<LastReport>{{*at, end != std::string::npos}};
}

}  // namespace

Result<bool> report_health(store::Local& local, const Options& options, Instant now) {
    if (!options.enrolled || !options.health) return false;
    const DeviceHealth health = options.health();
    const auto counts = local.counts();
    if (!counts) return fail(counts.error());
    const bool needs_help = health.disk_free_bytes < kRoomLowBytes || counts->refused > 0;
    const auto last = last_report(local);
    if (!last) return fail(last.error());
    // A clock that was set back must not silence the device until it has caught up.
    if (*last && (*last)->needs_help == needs_help && now >= (*last)->at &&
        now - (*last)->at < kHealthEvery)
        return false;
    const auto queued =
        local.report_health(*options.enrolled, {health.program_version, health.uptime_s,
                                                counts->waiting + health.carried, counts->refused,
                                                health.disk_free_bytes, health.database_bytes});
    if (!queued) return fail(queued.error());
    if (!*queued) return false;
    // A crash before this line reports once more than needed.
    if (auto noted = local.set_setting(kLastReport, to_iso(now) + (needs_help ? kNeedsHelp : ""));
        !noted)
        return fail(noted.error());
    return true;
}

}  // namespace qp::replica
