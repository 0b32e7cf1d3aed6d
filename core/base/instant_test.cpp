// SPDX-License-Identifier: EUPL-1.2
#include "core/base/instant.h"

#include <doctest/doctest.h>

namespace qp {

using std::chrono::hours;

TEST_CASE("a time is spelt in UTC, with milliseconds only where there are some") {
    CHECK(to_iso(instant(0)) == "1970-01-01T00:00:00Z");
    CHECK(to_iso(instant(1795444325000)) == "2026-11-23T14:32:05Z");
    CHECK(to_iso(instant(1795444325007)) == "2026-11-23T14:32:05.007Z");
    CHECK(to_iso(instant(-1)) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("RFC 3339 is read with any offset and any length of fraction") {
    const Instant at = instant(1795444325000);
    CHECK(from_iso("2026-11-23T14:32:05Z") == at);
    CHECK(from_iso("2026-11-23t14:32:05z") == at);
    CHECK(from_iso("2026-11-23T15:32:05+01:00") == at);
    CHECK(from_iso("2026-11-23T04:02:05-10:30") == at);
    CHECK(from_iso("2026-11-23T14:32:05.1Z") == at + Milliseconds{100});
    CHECK(from_iso("2026-11-23T14:32:05.123999999Z") == at + Milliseconds{123});
    CHECK(from_iso("2024-02-29T00:00:00Z"));
    CHECK(from_iso("2016-12-31T23:59:60Z") == from_iso("2017-01-01T00:00:00Z"));
}

TEST_CASE("what is no time gives nothing") {
    for (const char* text :
         {"", "2026-11-23", "2026-11-23T14:32Z", "2026-11-23T14:32:05", "2026-11-23T14:32:05.Z",
          "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-23T24:00:00Z",
          "2026-11-23T14:60:00Z", "2026-11-23T14:32:05Z ", "2026-11-23T14:32:05+0100",
          "26-11-23T14:32:05Z", "2026-11-23T14:32:05+25:00", "2026-11-2AT14:32:05Z",
          "-026-11-23T14:32:05Z"}) {
        CAPTURE(text);
        CHECK(!from_iso(text));
    }
}

TEST_CASE("every spelling comes back as the time it was") {
    for (std::int64_t at = -62135596800000; at < 4102444800000; at += 86399997 * 91LL) {
        CHECK(from_iso(to_iso(instant(at))) == instant(at));
    }
}

TEST_CASE("German summer time begins and ends on the last Sundays of March and October") {
    const auto offset = [](const char* text) { return german_offset(*from_iso(text)); };
    CHECK(offset("2026-03-29T00:59:59Z") == hours{1});
    CHECK(offset("2026-03-29T01:00:00Z") == hours{2});
    CHECK(offset("2026-10-25T00:59:59Z") == hours{2});
    CHECK(offset("2026-10-25T01:00:00Z") == hours{1});
    CHECK(offset("2024-03-31T01:00:00Z") == hours{2});
    CHECK(offset("2026-12-31T23:30:00Z") == hours{1});
}

TEST_CASE("a German wall clock is read as people mean it, the twice and the never shown hour too") {
    CHECK(to_iso(from_german(2026, 11, 23, 14, 32, 5)) == "2026-11-23T13:32:05Z");
    CHECK(to_iso(from_german(2026, 7, 1, 0, 30)) == "2026-06-30T22:30:00Z");
    CHECK(to_iso(from_german(2026, 10, 25, 2, 30)) == "2026-10-25T00:30:00Z");
    CHECK(to_iso(from_german(2026, 10, 25, 3, 0)) == "2026-10-25T02:00:00Z");
    CHECK(to_iso(from_german(2026, 3, 29, 2, 30)) == "2026-03-29T01:30:00Z");
    CHECK(to_iso(from_german(2026, 3, 29, 3, 0)) == "2026-03-29T01:00:00Z");
    // Files of the Umweltbundesamt call midnight hour 24 of the day before.
    CHECK(to_iso(from_german(2026, 11, 23, 24, 0)) == "2026-11-23T23:00:00Z");
}

TEST_CASE("an instant has its German date, hour and weekday") {
    const CivilTime civil = german_time(*from_iso("2026-11-22T23:05:09Z"));
    CHECK(civil.year == 2026);
    CHECK(civil.month == 11);
    CHECK(civil.day == 23);
    CHECK(civil.hour == 0);
    CHECK(civil.minute == 5);
    CHECK(civil.second == 9);
    CHECK(civil.weekday == 1);
}

}  // namespace qp
