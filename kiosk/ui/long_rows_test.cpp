// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/long_rows.h"

#include <doctest/doctest.h>

namespace qp::kiosk::ui {
namespace {

constexpr int kRows = 100;
constexpr float kHeight = 100;
constexpr Size kWindow{1080, 1920};

// A list of a hundred rows in what shows ten.
struct Fixture {
    Fixture() { views["list"] = {0, 0, std::nullopt, kRows * kHeight, 1000, {0, 200, 1080, 1000}}; }

    // How many rows were built, and whether the frame is to be made once more.
    std::pair<int, bool> frame() {
        rows.begin(text_factor, kWindow);
        std::vector<Element> elements;
        int built = 0;
        for (int i = 0; i < count; ++i) {
            if (!rows.place("row" + std::to_string(i), i, "list", views)) ++built;
            Element element;
            element.rect = {0, 200 + real(i) * kHeight - views["list"].offset, 1080, kHeight};
            elements.push_back(element);
        }
        const bool is_again = rows.take_places(elements, views);
        return {built, is_again};
    }

    LongRows rows;
    Viewports views;
    float text_factor = 1;
    int count = kRows;
};

TEST_CASE_FIXTURE(Fixture, "what is in sight is built, and as much again on either side; no more") {
    // At first nothing is known: a few are built, which says that more are needed.
    CHECK(frame() == std::pair{6, true});
    CHECK(frame() == std::pair{21, false});
    views["list"].offset = 5000;
    CHECK(frame() == std::pair{32, false});
    views["list"].offset = 9000;
    CHECK(frame() == std::pair{21, false});
}

TEST_CASE_FIXTURE(Fixture, "of rows that come anew below others the next ones are built") {
    count = 20;
    frame();
    frame();
    count = 40;
    views["list"].offset = 1000;
    CHECK(frame() == std::pair{22, false});
}

TEST_CASE_FIXTURE(Fixture,
                  "where more of those that come anew are in sight, the next frame has them") {
    count = 20;
    frame();
    frame();
    count = 40;
    views["list"].offset = 1500;
    CHECK(frame().second);
    CHECK_FALSE(frame().second);
}

TEST_CASE_FIXTURE(Fixture, "with larger letters all places are found anew") {
    frame();
    frame();
    text_factor = 1.5F;
    CHECK(frame() == std::pair{6, true});
}

}  // namespace
}  // namespace qp::kiosk::ui
