// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/unusable_files.h"

#include <doctest/doctest.h>

#include "native/files.h"
#include "sync/city/storage/test_city.h"

namespace qp::city::storage {

namespace {

Bytes bytes_of(const std::string& path) {
    return *native::read_bytes(path, 1u << 20);
}

}  // namespace

TEST_CASE("sound files and files that are not there yet stay as they are") {
    TestCity city;
    CHECK(keep_unusable_aside(city.files, city.clock.at)->empty());
    CHECK(keep_unusable_aside(city.files, city.clock.at)->empty());
    CHECK(!native::exists(city.files.restored));
}

TEST_CASE("a damaged file is kept as it was, and the city begins a new epoch") {
    TestCity city;
    REQUIRE(keep_unusable_aside(city.files, city.clock.at));
    const Bytes damaged(5'000, 0x5a);
    REQUIRE(native::write_durably(city.files.operations, damaged, native::Access::owner));
    const auto kept = keep_unusable_aside(city.files, city.clock.at);
    REQUIRE(kept);
    REQUIRE(kept->size() == 1);
    CHECK(kept->front().path == city.files.operations);
    CHECK(kept->front().why.code == Code::damaged);
    CHECK(bytes_of(kept->front().aside) == damaged);
    CHECK(native::exists(city.files.restored));
    CHECK(OperationLog::open(city.files.operations));
}

TEST_CASE("a file of a newer version is kept as it was") {
    TestCity city;
    REQUIRE(BallotBox::open(city.files.ballots)->database().run("PRAGMA user_version=99"));
    const Bytes before = bytes_of(city.files.ballots);
    const auto kept = keep_unusable_aside(city.files, city.clock.at);
    REQUIRE(kept);
    REQUIRE(kept->size() == 1);
    CHECK(kept->front().why.code == Code::too_new);
    CHECK(bytes_of(kept->front().aside) == before);
    CHECK(BallotBox::open(city.files.ballots));
}

}  // namespace qp::city::storage
