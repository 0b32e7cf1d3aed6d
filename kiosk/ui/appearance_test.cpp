// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/appearance.h"

#include <doctest/doctest.h>

namespace qp::kiosk::ui {
namespace {

struct Place {
    const char* what;
    Glass glass;
    float scale;
};
const Place kPlaces[] = {
    {"32 inches, 1080 × 1920, 600 mm", {}, 1},
    {"32 inches, 2160 × 3840, 600 mm", {5.4F, 600}, 2},
    {"21.5 inches, 1080 × 1920, 500 mm", {4.03F, 500}, 1},
    {"55 inches, 1080 × 1920, 900 mm", {1.58F, 900}, 1},
};

TEST_CASE("K12: from large on, every text's capitals are seen under 0.7 degrees or more") {
    for (const Place& place : kPlaces) {
        CAPTURE(place.what);
        for (const TextSize size : {TextSize::large, TextSize::larger, TextSize::largest}) {
            CAPTURE(static_cast<int>(size));
            const float factor = text_factor(place.glass, size, place.scale);
            for (int type = 0; type < kTypes; ++type) {
                CAPTURE(type);
                const float px = text_px(static_cast<Type>(type), factor, place.scale);
                CHECK(capital_angle(place.glass, px) >= 0.7F);
            }
        }
    }
}

TEST_CASE("each text size is larger than the one before, on any glass") {
    for (const Place& place : kPlaces) {
        CAPTURE(place.what);
        float before = 0;
        for (const TextSize size : kTextSizes) {
            const float px =
                text_px(Type::body, text_factor(place.glass, size, place.scale), place.scale);
            CHECK(px > before);
            before = px;
        }
    }
}

TEST_CASE("a capital letter of 7.33 mm at 600 mm is seen under 0.7 degrees") {
    const Glass glass{1, 600};
    CHECK(capital_angle(glass, 7.331F / 0.689F) == doctest::Approx(0.7).epsilon(0.001));
}

TEST_CASE("K26: what lies above the reach is left free, but never more than half of the picture") {
    // 32 inches upright: 711 mm high, from 600 to 1,311 mm above the floor.
    CHECK(out_of_reach_px({}, 1920) == doctest::Approx(1920 - 400 * 2.7).epsilon(0.12));
    CHECK(out_of_reach_px({2.7F, 600, 600, 1100}, 1920) == doctest::Approx(570));
    CHECK(out_of_reach_px({2.7F, 600, 1200, 1000}, 1920) == doctest::Approx(960));
    CHECK(out_of_reach_px({2.7F, 600, 200, 1000}, 1080) == doctest::Approx(0));
}

}  // namespace
}  // namespace qp::kiosk::ui
