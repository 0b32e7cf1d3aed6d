// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/refusal_log.h"

#include <doctest/doctest.h>

#include "sync/city/storage/test_log.h"

namespace qp::city::storage {

namespace {
const Instant kHalfPast = *from_iso("2026-11-23T12:30:00Z");
constexpr auto kMinute = std::chrono::minutes{1};
}  // namespace

TEST_CASE("a refusal is said at once, those after it by their number, once an hour") {
    const KeptLog said;
    RefusalLog log;
    for (int i = 0; i < 5; ++i) log.note("ballots refused", "closed", kHalfPast + i * kMinute);
    CHECK(said.said("ballots refused: closed") == 1);
    log.look(kHalfPast + 59 * kMinute);
    CHECK(said.said("closed") == 1);
    log.look(kHalfPast + 60 * kMinute);
    CHECK(said.said("ballots refused: closed, 4 more within the last hour") == 1);
    log.look(kHalfPast + 120 * kMinute);
    CHECK(said.said("closed") == 2);
    log.note("ballots refused", "closed", kHalfPast + 125 * kMinute);
    CHECK(said.said("closed") == 3);
}

TEST_CASE("of what is kept the log tells the number, at the full hour, and never when it came") {
    const KeptLog said;
    RefusalLog log;
    for (int i = 0; i < 3; ++i) log.count("ballots taken", "unknown_poll", kHalfPast + i * kMinute);
    log.look(kHalfPast + 29 * kMinute);
    CHECK(said.said("unknown_poll") == 0);
    log.look(kHalfPast + 30 * kMinute);
    CHECK(said.said("ballots taken: unknown_poll, 3 within the last hour") == 1);
    log.look(kHalfPast + 90 * kMinute);
    CHECK(said.said("unknown_poll") == 1);
    log.count("ballots taken", "unknown_poll", kHalfPast + 95 * kMinute);
    log.say_rest();
    CHECK(said.said("ballots taken: unknown_poll, 1 within the last hour") == 1);
}

}  // namespace qp::city::storage
