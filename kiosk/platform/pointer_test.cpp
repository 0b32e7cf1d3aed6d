// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/platform/pointer.h"

#include <doctest/doctest.h>

namespace qp::kiosk {
namespace {

TEST_CASE("a tap that is quicker than a frame arrives as a whole, and only one in a frame") {
    Pointer pointer;
    pointer.down(1, {10, 20});
    pointer.move(1, {12, 21});
    pointer.up(1, {11, 21});
    pointer.down(1, {500, 600});
    const auto first = pointer.take();
    CHECK(first.went_down);
    CHECK(first.went_up);
    CHECK_FALSE(first.is_down);
    CHECK(first.down_at.x == doctest::Approx(10));
    CHECK(first.at.x == doctest::Approx(11));
    CHECK(pointer.has_more());
    const auto second = pointer.take();
    CHECK(second.went_down);
    CHECK(second.is_down);
    CHECK_FALSE(pointer.has_more());
}

TEST_CASE("a mouse's way to where it taps is no drag") {
    Pointer pointer;
    pointer.move(1, {900, 800});
    pointer.down(1, {10, 20});
    pointer.up(1, {10, 20});
    const auto tap = pointer.take();
    CHECK(tap.went_down);
    CHECK(tap.went_up);
}

TEST_CASE("a drag shows from its first picture on, and is lifted in one of its own") {
    Pointer pointer;
    pointer.down(1, {10, 900});
    pointer.move(1, {10, 850});
    pointer.move(1, {10, 700});
    pointer.up(1, {10, 690});
    const auto first = pointer.take();
    CHECK(first.went_down);
    CHECK(first.is_down);
    CHECK_FALSE(first.went_up);
    CHECK(first.down_at.y == doctest::Approx(900));
    CHECK(first.at.y == doctest::Approx(700));
    const auto second = pointer.take();
    CHECK(second.went_up);
    CHECK(second.at.y == doctest::Approx(690));
    CHECK_FALSE(pointer.has_more());
}

TEST_CASE("a finger that is stuck leaves the glass to the next one") {
    Pointer pointer;
    pointer.down(1, {10, 20}, 4'294'967'000);  // the clock is about to run over
    static_cast<void>(pointer.take());
    pointer.down(2, {500, 600}, 1'000);
    CHECK_FALSE(pointer.has_more());  // not yet: a hand may hold something for a while
    pointer.move(1, {12, 22}, 2'000);
    static_cast<void>(pointer.take());

    pointer.move(1, {11, 21}, 5'000);
    CHECK_FALSE(pointer.has_more());  // its trembling draws nothing
    pointer.down(2, {500, 600}, 6'000);
    pointer.move(1, {12, 22}, 6'010);
    pointer.up(2, {501, 601});
    const auto tap = pointer.take();
    CHECK(tap.went_down);
    CHECK(tap.went_up);
    CHECK(tap.down_at.x == doctest::Approx(500));
    CHECK(tap.at.x == doctest::Approx(501));

    pointer.move(1, {11, 21}, 6'500);
    CHECK_FALSE(pointer.has_more());
    pointer.up(1, {11, 21});
    CHECK_FALSE(pointer.has_more());
    pointer.down(3, {30, 40}, 7'000);
    CHECK(pointer.take().went_down);
}

TEST_CASE("a slow finger that goes on moving is not stuck") {
    Pointer pointer;
    pointer.down(1, {10, 900}, 0);
    for (std::uint32_t second = 1; second <= 10; ++second)
        pointer.move(1, {10, 900 - 10 * static_cast<float>(second)}, second * 1'000);
    pointer.down(2, {500, 600}, 10'500);
    const auto drag = pointer.take();
    CHECK(drag.down_at.y == doctest::Approx(900));
    CHECK(drag.at.y == doctest::Approx(800));
}

TEST_CASE("a second finger changes nothing while the first is down") {
    Pointer pointer;
    pointer.down(1, {10, 20});
    pointer.down(2, {500, 600});
    pointer.move(2, {510, 610});
    pointer.up(2, {510, 610});
    CHECK(pointer.take().went_down);
    const auto next = pointer.take();
    CHECK(next.is_down);
    CHECK(next.at.x == doctest::Approx(10));
}

TEST_CASE("after the finger is lifted nothing is hovered") {
    Pointer pointer;
    pointer.down(1, {10, 20});
    pointer.up(1, {10, 20});
    pointer.take();
    CHECK(pointer.take().at.x < 0);
}

TEST_CASE("keys and letters keep their order") {
    Pointer pointer;
    pointer.typed("a");
    pointer.key(ui::Key::erase);
    pointer.typed("b");
    CHECK(pointer.take().typed == "a");
    CHECK(pointer.take().keys.size() == 1);
    CHECK(pointer.take().typed == "b");
}

TEST_CASE("K17: what a held key repeats is dropped") {
    Pointer pointer;
    pointer.key(ui::Key::select);
    pointer.key(ui::Key::select, true);
    pointer.typed("a");
    pointer.typed("a", true);
    CHECK(pointer.take().keys.size() == 1);
    CHECK(pointer.take().typed == "a");
    CHECK_FALSE(pointer.has_more());
}

TEST_CASE("an input knows how many pictures it has waited for") {
    Pointer pointer;
    const auto waited = [&pointer] {
        pointer.take();
        return pointer.frames_waited();
    };
    CHECK_FALSE(waited());
    pointer.down(1, {10, 20});
    pointer.up(1, {10, 20});
    pointer.down(1, {10, 20});
    CHECK(waited() == 0U);
    CHECK(waited() == 1U);
    pointer.while_drawing(true);
    pointer.key(ui::Key::next);
    pointer.while_drawing(false);
    pointer.key(ui::Key::next);
    CHECK(waited() == 1U);
    CHECK(waited() == 1U);
    CHECK_FALSE(waited());
}

}  // namespace
}  // namespace qp::kiosk
