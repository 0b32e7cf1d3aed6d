// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/theme.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace qp::kiosk::ui {
namespace {

struct Pair {
    const char* what;
    Color ink;
    Color ground;
};

// Every pair of a text and its ground that a widget or a screen draws.
std::vector<Pair> texts(const Theme& t) {
    return {{"text on page", t.text, t.page},
            {"text on surface", t.text, t.surface},
            {"text on sunk", t.text, t.surface_sunk},
            {"special key", t.text, t.key_special},
            {"muted on page", t.text_muted, t.page},
            {"muted on surface", t.text_muted, t.surface},
            {"muted on sunk", t.text_muted, t.surface_sunk},
            {"action on surface", t.action, t.surface},
            {"action on page", t.action, t.page},
            {"action on tint", t.action, t.action_tint},
            {"text on tint", t.text, t.action_tint},
            {"action text", t.action_text, t.action},
            {"pressed action text", t.action_text, t.action_pressed},
            {"header", t.header_text, t.header},
            {"header muted", t.header_text_muted, t.header},
            {"call", t.call_text, t.call},
            {"pressed call", t.call_text, t.call_pressed},
            {"chosen chip", t.text_inverse, t.text},
            {"stale age", t.warning_ink, t.surface},
            {"fault on page", t.danger_ink, t.page},
            {"demo line", t.demo_ink, t.surface}};
}

const char* const kWords[] = {
    "neutral",  "demo",   "info",       "success",        "warning", "danger",  "cooperation",
    "learning", "living", "technology", "administration", "science", "economy", "civil_society",
    "red",      "blue",   "gold",       "done",           "paused"};

bool is_high_contrast(ThemeName name) {
    return name == ThemeName::contrast_light || name == ThemeName::contrast_dark;
}

TEST_CASE("K19: text can be read: 4.5 to 1 in every theme, 7 to 1 in high contrast") {
    for (const ThemeName name : kThemeNames) {
        CAPTURE(static_cast<int>(name));
        const Theme& t = theme_of(name);
        const float least = is_high_contrast(name) ? 7 : 4.5F;
        for (const Pair& pair : texts(t)) {
            CAPTURE(pair.what);
            CHECK(contrast(pair.ink, pair.ground) >= least);
        }
        for (const char* word : kWords) {
            CAPTURE(word);
            const Tone colors = tone(t, word);
            CHECK(contrast(colors.ink, colors.tint) >= least);
            CHECK(contrast(colors.ink, t.surface) >= least);
            CHECK(contrast(t.text_inverse, colors.ink) >= least);
        }
    }
}

TEST_CASE("K19: what is not text stands out with 3 to 1 in every theme") {
    for (const ThemeName name : kThemeNames) {
        CAPTURE(static_cast<int>(name));
        const Theme& t = theme_of(name);
        CHECK(contrast(t.border_strong, t.surface) >= 3);
        CHECK(contrast(t.border_strong, t.page) >= 3);
        CHECK(contrast(t.focus, t.surface) >= 3);
        CHECK(contrast(t.focus, t.page) >= 3);
        CHECK(contrast(t.action, t.track) >= 3);
        for (const Color mark : {t.success_mark, t.warning_mark, t.danger_mark}) {
            CHECK(contrast(t.text_inverse, mark) >= 3);
            CHECK(contrast(mark, t.surface) >= 3);
        }
        for (const char* field : {"cooperation", "learning", "living", "technology"}) {
            CAPTURE(field);
            CHECK(contrast(tone(t, field).mark, tone(t, field).tint) >= 3);
            CHECK(contrast(tone(t, field).mark, tone(t, field).wash) >= 3);
        }
    }
}

// The names in a file of roles, in their order.
std::vector<std::string> roles_of(const char* theme) {
    const char* source = std::getenv("QP_SOURCE");
    REQUIRE(source != nullptr);
    std::ifstream in{std::string{source} + "/kiosk/ui/roles/" + theme + ".txt"};
    std::vector<std::string> names;
    for (std::string line; std::getline(in, line);) {
        const auto equals = line.find(" = ");
        if (equals != std::string::npos && line.front() != '#')
            names.push_back(line.substr(0, equals));
    }
    return names;
}

// What no file names would be drawn in no colour at all.
TEST_CASE("each theme names every role") {
    const std::vector<std::string> all = roles_of("light");
    CHECK(all.size() == sizeof(Theme) / sizeof(Color));
    for (const char* theme : {"dark", "contrast_light", "contrast_dark"}) {
        CAPTURE(theme);
        CHECK(roles_of(theme) == all);
    }
}

TEST_CASE("number and pattern of each stone can be read on its colour, in every theme") {
    for (const ThemeName name : kThemeNames) {
        CAPTURE(static_cast<int>(name));
        for (std::uint8_t choice = 1; choice <= 5; ++choice) {
            CAPTURE(int{choice});
            const StoneColor colors = stone(theme_of(name), choice);
            CHECK(contrast(colors.fill, colors.ink) >= 4.5F);
        }
    }
}

TEST_CASE("contrast is that of WCAG") {
    CHECK(contrast(rgb(0x000000), rgb(0xFFFFFF)) == doctest::Approx(21));
    CHECK(contrast(rgb(0x777777), rgb(0xFFFFFF)) == doctest::Approx(4.48).epsilon(0.01));
}

}  // namespace
}  // namespace qp::kiosk::ui
