// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/theme.h"

#include <doctest/doctest.h>

namespace qp::kiosk::ui {
namespace {

TEST_CASE("K19: text has a contrast of 4.5 to 1 on each surface that it stands on") {
    const Theme& t = light_theme();
    struct Pair {
        const char* what;
        Color ink;
        Color ground;
    };
    const Pair pairs[] = {{"text on page", t.text, t.page},
                          {"text on surface", t.text, t.surface},
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
                          {"stale age", t.warning_ink, t.surface},
                          {"waiting line", t.warning_ink, t.surface},
                          {"fault on page", t.danger_ink, t.page},
                          {"demo line", t.demo_ink, t.surface}};
    for (const Pair& pair : pairs) {
        CAPTURE(pair.what);
        CHECK(contrast(pair.ink, pair.ground) >= 4.5F);
    }
    for (const char* word :
         {"neutral", "demo", "info", "success", "warning", "danger", "cooperation", "learning",
          "living", "technology", "administration", "science", "economy", "civil_society", "red",
          "blue", "gold", "done", "paused"}) {
        CAPTURE(word);
        const Tone colors = tone(t, word);
        CHECK(contrast(colors.ink, colors.tint) >= 4.5F);
        CHECK(contrast(colors.ink, t.surface) >= 4.5F);
        CHECK(contrast(t.text_inverse, colors.ink) >= 4.5F);
    }
}

TEST_CASE("K19: what is not text stands out with 3 to 1") {
    const Theme& t = light_theme();
    CHECK(contrast(t.border_strong, t.surface) >= 3);
    CHECK(contrast(t.border_strong, t.page) >= 3);
    CHECK(contrast(t.focus, t.surface) >= 3);
    CHECK(contrast(t.focus, t.page) >= 3);
    for (const char* field : {"cooperation", "learning", "living", "technology"}) {
        CAPTURE(field);
        CHECK(contrast(tone(t, field).mark, tone(t, field).tint) >= 3);
        CHECK(contrast(tone(t, field).mark, tone(t, field).wash) >= 3);
    }
}

TEST_CASE("number and pattern of each stone can be read on its colour") {
    for (std::uint8_t choice = 1; choice <= 5; ++choice) {
        CAPTURE(int{choice});
        const StoneColor colors = stone(light_theme(), choice);
        CHECK(contrast(colors.fill, colors.ink) >= 4.5F);
    }
}

TEST_CASE("contrast is that of WCAG") {
    CHECK(contrast(rgb(0x000000), rgb(0xFFFFFF)) == doctest::Approx(21));
    CHECK(contrast(rgb(0x777777), rgb(0xFFFFFF)) == doctest::Approx(4.48).epsilon(0.01));
}

}  // namespace
}  // namespace qp::kiosk::ui
