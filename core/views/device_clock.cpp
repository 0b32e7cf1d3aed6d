// SPDX-License-Identifier: EUPL-1.2
#include "core/views/device_clock.h"

#include <algorithm>

#include "core/i18n/msg.h"
#include "core/replica/city_clock.h"

namespace qp::views {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// The city cuts its time to the second, which must not make two days of three.
constexpr std::chrono::seconds kToTheSecond{1};
constexpr hours kInHoursMax{48};
constexpr hours kYear{24 * 365};
constexpr hours kInDaysMax = 2 * kYear;

}  // namespace

std::optional<ClockFault> clock_fault(Instant device_now, Instant past,
                                      const replica::SyncState& sync) {
    if (sync.clock_ahead) return ClockFault{*sync.clock_ahead, false};
    const Milliseconds ahead = device_now - past;
    if (ahead < -replica::kClockOffMin) return ClockFault{ahead, true};
    return std::nullopt;
}

void go_by(Instant device_now, Instant past, Context& context) {
    context.now = device_now;
    context.clock_fault = clock_fault(device_now, past, context.sync);
    if (!context.clock_fault) return;
    if (context.clock_fault->is_at_least) {
        context.telling = i18n::Telling::dates;
        return;
    }
    const Milliseconds ahead = context.clock_fault->ahead;
    context.now = device_now - ahead;
    // Written down by the same clock: the city was heard since the start, or nobody knew the
    // difference.
    if (context.sync.last_contact) *context.sync.last_contact -= ahead;
}

Instant device_time(const Context& context) {
    const bool is_moved = context.clock_fault && !context.clock_fault->is_at_least;
    return is_moved ? context.now + context.clock_fault->ahead : context.now;
}

std::string span_text(const i18n::Locale& locale, Milliseconds span) {
    const Milliseconds length = std::max(span, -span) + kToTheSecond;
    if (length < hours{1}) {
        const auto count = std::max<std::int64_t>(1, std::chrono::floor<minutes>(length).count());
        return locale.text(msg::span_minutes{.count = count});
    }
    if (length < kInHoursMax)
        return locale.text(msg::span_hours{.count = std::chrono::floor<hours>(length).count()});
    if (length < kInDaysMax) return locale.text(msg::span_days{.count = length / hours{24}});
    return locale.text(msg::span_years{.count = length / kYear});
}

}  // namespace qp::views
