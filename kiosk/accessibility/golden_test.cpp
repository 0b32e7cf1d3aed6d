// SPDX-License-Identifier: EUPL-1.2
// Ten key screens as somebody has looked at them and found them good. QP_GOLDEN=renew writes them
// anew: look at each before it is committed.
#include "kiosk/accessibility/golden.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "kiosk/accessibility/picture.h"
#include "kiosk/accessibility/stage.h"

namespace qp::kiosk::accessibility {

namespace {

using ui::TextSize;
using ui::ThemeName;

// Of a colour's 255: what drivers make of an edge stays far below, a missing line far above.
constexpr int kTolerance = 40;
// Of all pixels: the smallest word is more.
constexpr double kShareMax = 0.0002;

struct Key {
    const char* file;
    const char* screen;
    Look look;
};

std::vector<Key> key_screens() {
    const auto look = [](const char* language, ThemeName theme, TextSize size, bool is_wide,
                         bool is_low = false) {
        return Look{0, language, theme, size, is_wide, is_low};
    };
    return {
        {"start", "start", look("de", ThemeName::light, TextSize::normal, false)},
        {"start-arabic", "start", look("ar", ThemeName::light, TextSize::large, false)},
        {"start-easy-contrast-lying", "start",
         look("de-x-leicht", ThemeName::contrast_dark, TextSize::normal, true)},
        {"station", "station", look("en", ThemeName::light, TextSize::normal, false)},
        {"ideas-dark-lying", "ideas", look("uk", ThemeName::dark, TextSize::normal, true)},
        {"write-keyboard", "write, keyboard",
         look("de", ThemeName::light, TextSize::normal, false)},
        {"radar-lying", "radar", look("de", ThemeName::light, TextSize::normal, true)},
        {"actors-contrast", "actors",
         look("tr", ThemeName::contrast_light, TextSize::larger, false)},
        {"project-dark", "project", look("ru", ThemeName::dark, TextSize::normal, false)},
        {"mood-low-reach", "mood", look("de", ThemeName::light, TextSize::largest, false, true)},
    };
}

std::size_t number_of(const std::string& name) {
    const auto& all = screens_to_show();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const auto& screen) { return screen.name == name; });
    REQUIRE_MESSAGE(found != all.end(), name);
    return static_cast<std::size_t>(found - all.begin());
}

Picture picture_of(Stage& stage, Look look, const std::string& screen) {
    look.screen = number_of(screen);
    stage.show(look);
    return halved(stage.picture());
}

}  // namespace

TEST_CASE("ten key screens look as they did when somebody looked at them") {
    for (const bool is_wide : {false, true}) {
        Stage stage{is_wide};
        for (const Key& key : key_screens()) {
            if (key.look.is_wide != is_wide) continue;
            const std::string golden = golden_path(std::string{"pictures/"} + key.file + ".png");
            const Picture shown = picture_of(stage, key.look, key.screen);
            if (is_golden_renewed()) {
                REQUIRE(write_picture(golden, shown));
                continue;
            }
            const auto expected = read_picture(golden);
            REQUIRE_MESSAGE(expected, expected.error().detail);
            const double share = share_that_differs(shown, *expected, kTolerance);
            if (share > kShareMax) {
                const auto kept = std::filesystem::temp_directory_path() /
                                  ("quartierpuls-" + std::string{key.file} + ".png");
                CHECK(write_picture(kept.string(), shown));
                INFO("as it is now: ", kept.string());
                CHECK_MESSAGE(share <= kShareMax, golden);
            }
        }
    }
}

TEST_CASE("a missing word is seen, another driver's edges are not") {
    Stage stage{false};
    const Key key = key_screens().front();
    const Picture shown = picture_of(stage, key.look, key.screen);
    Picture smoothed = shown;
    for (std::uint8_t& value : smoothed.rgb)
        value = static_cast<std::uint8_t>(std::min(255, value + 12));
    CHECK(share_that_differs(shown, smoothed, kTolerance) == 0);

    // "Ideen" in the bar below, wiped out by what is beside it.
    Picture wiped = shown;
    const ui::Node* tab = stage.tree().find("nav.ideas");
    REQUIRE(tab != nullptr);
    const int left = static_cast<int>(tab->rect.x / 2);
    const int top = static_cast<int>((tab->rect.y + tab->rect.h / 2) / 2);
    for (int y = top; y < top + static_cast<int>(tab->rect.h / 4); ++y)
        for (int x = left; x < left + static_cast<int>(tab->rect.w / 2); ++x)
            for (int color = 0; color < 3; ++color)
                wiped.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(wiped.width) +
                           static_cast<std::size_t>(x)) *
                              3 +
                          static_cast<std::size_t>(color)] = 255;
    CHECK(share_that_differs(shown, wiped, kTolerance) > kShareMax);
    CHECK(share_that_differs(shown, Picture{}, kTolerance) == 1);
}

}  // namespace qp::kiosk::accessibility
