// SPDX-License-Identifier: EUPL-1.2
#include "core/store/followed.h"

#include <doctest/doctest.h>

#include "core/store/test_files.h"
#include "core/store/test_local.h"

namespace qp::store {

namespace {

std::vector<std::string> codes_of(Local& local) {
    const auto all = followed(local);
    REQUIRE(all);
    std::vector<std::string> codes;
    for (const Followed& one : *all) codes.push_back(one.code.shown());
    return codes;
}

}  // namespace

TEST_CASE("a receipt that somebody follows is there after the app was closed, until it is let go") {
    TestFolder folder;
    SeededRandom random{7};
    const auto first = ops::ReceiptCode::generate(random);
    const auto second = ops::ReceiptCode::generate(random);
    {
        TestDevice phone{DeviceKind::phone, true, folder.file("local.db")};
        REQUIRE(follow(phone.local, first));
        REQUIRE(follow(phone.local, second));
        REQUIRE(follow(phone.local, first));
    }
    TestDevice phone{DeviceKind::phone, true, folder.file("local.db")};
    CHECK(codes_of(phone.local) == std::vector<std::string>{second.shown(), first.shown()});
    CHECK(followed(phone.local)->at(1).tag == *ops::lookup_tag(phone.city.city().id, first));
    REQUIRE(let_go(phone.local, second));
    CHECK(codes_of(phone.local) == std::vector<std::string>{first.shown()});
    CHECK(let_go(phone.local, second).error().code == Code::not_found);
    REQUIRE(phone.local.erase_person());
    CHECK(codes_of(phone.local).empty());
    CHECK_FALSE(folder.holds(first.plain()));
}

TEST_CASE("nothing is followed on a full disk, before a city is known, or without end") {
    SeededRandom random{7};
    const auto next = [&] { return ops::ReceiptCode::generate(random); };
    TestDevice phone{DeviceKind::phone};
    phone.room.free = kReserveBytesMin - 1;
    CHECK(follow(phone.local, next()).error().code == Code::no_space);
    phone.room.free = kReserveBytesMin;
    for (std::size_t i = 0; i < kFollowedMax; ++i) REQUIRE(follow(phone.local, next()));
    CHECK(follow(phone.local, next()).error().code == Code::too_large);

    TestDevice stranger{DeviceKind::phone, false};
    CHECK(follow(stranger.local, next()).error().code == Code::unavailable);
}

}  // namespace qp::store
