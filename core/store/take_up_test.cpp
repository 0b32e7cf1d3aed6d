// SPDX-License-Identifier: EUPL-1.2
#include "core/store/take_up.h"

#include <doctest/doctest.h>

#include "core/ops/test_images.h"
#include "core/store/test_files.h"
#include "core/store/test_local.h"

namespace qp::store {
namespace {

std::size_t waiting(Local& local) {
    const auto unsent = local.unsent(256, 1 << 20);
    REQUIRE(unsent);
    return unsent->size();
}

TEST_CASE("what waits in a file that was set aside goes out after all, once") {
    const TestFolder folder;
    {
        TestDevice before{DeviceKind::kiosk, true, folder.file("aside.db")};
        REQUIRE(before.local.save_idea(draft("Mehr Bänke"), {ops::test_jpeg()}));
        REQUIRE(before.local.cast(test_poll(1), 1, std::nullopt));
    }
    TestDevice now{DeviceKind::kiosk, true, folder.file("local.db")};
    REQUIRE(now.local.save_idea(draft("Ein Brunnen")));
    const auto taken = take_up(now.local, folder.file("aside.db"));
    REQUIRE_MESSAGE(taken, taken.error().detail);
    CHECK(*taken == 3);
    CHECK(waiting(now.local) == 2);
    CHECK(now.local.unsent_ballots(10, now.clock.now())->size() == 1);
    REQUIRE(now.local.mark(now.receipt(ops::Outcome::Kind::accepted)));
    CHECK(now.local.next_photo(0)->has_value());

    const auto again = take_up(now.local, folder.file("aside.db"));
    REQUIRE(again);
    CHECK(*again == 0);
    CHECK(waiting(now.local) == 0);
}

TEST_CASE("what the city has signed for is kept for pushing again, and does not wait") {
    const TestFolder folder;
    {
        TestDevice before{DeviceKind::kiosk, true, folder.file("aside.db")};
        REQUIRE(before.local.city_answered(before.clock.now()));
        REQUIRE(before.local.save_idea(draft("Mehr Bänke")));
        REQUIRE(before.local.mark(before.receipt(ops::Outcome::Kind::accepted)));
    }
    TestDevice now{DeviceKind::kiosk, true, folder.file("local.db")};
    const auto taken = take_up(now.local, folder.file("aside.db"));
    REQUIRE(taken);
    CHECK(*taken == 1);
    CHECK(waiting(now.local) == 0);
    auto received = now.local.database().prepare("SELECT received_day FROM outbox WHERE state = 1");
    REQUIRE(received);
    REQUIRE(*received->step());
    CHECK(received->integer(0) == 0);  // today, of a file that no city has answered yet
}

TEST_CASE("a file that cannot be read yet, or never, is left as it is and nothing is taken") {
    const TestFolder folder;
    {
        TestDevice before{DeviceKind::kiosk, true, folder.file("aside.db")};
        REQUIRE(before.local.save_idea(draft("Mehr Bänke")));
    }
    folder.write("damaged.db", std::string(5000, 'x'));
    const std::string version = folder.version("aside.db");
    folder.set_version("aside.db", kVersionOfTomorrow);
    const std::string newer = folder.read("aside.db");
    TestDevice now{DeviceKind::kiosk, true, folder.file("local.db")};
    CHECK(take_up(now.local, folder.file("aside.db")).error().code == Code::too_new);
    CHECK(take_up(now.local, folder.file("damaged.db")).error().code == Code::damaged);
    CHECK(folder.read("aside.db") == newer);
    CHECK(waiting(now.local) == 0);

    // The newer program is back.
    folder.set_version("aside.db", version);
    CHECK(*take_up(now.local, folder.file("aside.db")) == 1);
}

}  // namespace
}  // namespace qp::store
