// SPDX-License-Identifier: EUPL-1.2
// Time on the wire and in files: milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qp {

using Milliseconds = std::chrono::milliseconds;
using Instant = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

inline Instant instant(std::int64_t ms_since_epoch) {
    return Instant{Milliseconds{ms_since_epoch}};
}
inline std::int64_t ms(Instant at) {
    return at.time_since_epoch().count();
}

// "2026-11-23T14:32:05Z", with ".123" where milliseconds are not zero.
std::string to_iso(Instant at);
// RFC 3339 with "Z" or an offset; fractions beyond milliseconds are cut. Nothing on anything else.
std::optional<Instant> from_iso(std::string_view text);

// Germany's legal time (CET, CEST from the last Sunday of March to that of October, 01:00 UTC),
// which is fixed here since neither WASM nor a bare kiosk has a time-zone database.
Milliseconds german_offset(Instant at);
// The instant of a German wall-clock time. Of the hour that occurs twice in October the first is
// taken; a time in March's missing hour counts on from the hour before.
Instant from_german(int year, unsigned month, unsigned day, unsigned hour, unsigned minute,
                    unsigned second = 0);

struct CivilTime {
    int year = 1970;
    unsigned month = 1;
    unsigned day = 1;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    unsigned weekday = 0;  // 0 = Sunday
};
CivilTime german_time(Instant at);

}  // namespace qp
