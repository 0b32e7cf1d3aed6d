// SPDX-License-Identifier: EUPL-1.2
// The checklist over the matrix. QP_FULL=yes takes all of it, QP_ACCESSIBILITY_JSON=FILE keeps the
// counts.
#include "kiosk/accessibility/matrix.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <set>

#include "kiosk/accessibility/counted.h"
#include "kiosk/accessibility/pixel_checks.h"
#include "kiosk/accessibility/shown_checks.h"
#include "kiosk/accessibility/sound_checks.h"
#include "kiosk/accessibility/spoken_checks.h"
#include "kiosk/accessibility/stage.h"

namespace qp::kiosk::accessibility {
namespace {

bool is_full() {
    const char* full = std::getenv("QP_FULL");
    return full != nullptr && *full != '\0';
}

Axes axes() {
    return {screens_to_show().size(), languages_to_show()};
}

// The same tree, of each thing what does not dissolve at an edge.
ui::Tree clear_of(const Stage& stage) {
    ui::Tree tree;
    for (ui::Node node : stage.tree().nodes()) {
        node.visible = stage.canvas->clear_part(node.visible, node.viewport);
        tree.add(std::move(node));
    }
    return tree;
}

void check_shown(Stage& stage) {
    const ui::Tree& tree = stage.tree();
    Faults sizes = check_targets(tree, stage.glass);
    const Faults gaps = check_gaps(tree, stage.glass);
    sizes.insert(sizes.end(), gaps.begin(), gaps.end());
    count("K20", sizes);
    count("K24", check_clipping(stage.texts, stage.size()));
    Faults contrast = check_contrast(stage.texts);
    const Picture shown = stage.picture();
    Faults more = check_letters(shown, stage.texts);
    contrast.insert(contrast.end(), more.begin(), more.end());
    // Asleep, all of the glass can be touched, and is dark on purpose.
    if (!stage.is_asleep()) {
        more = check_controls(shown, clear_of(stage));
        contrast.insert(contrast.end(), more.begin(), more.end());
    }
    count("K19", contrast);
    count("K18", check_arrows(tree, stage.canvas->viewports()));
    count("K06", check_words(tree));
    count("K14", check_names(tree));
    count("K10", check_languages(tree));
    const ui::Appearance& chosen = stage.controller->session().appearance;
    if (chosen.text_size != ui::TextSize::normal)
        count("K12", check_capitals(stage.texts, stage.glass));
    if (chosen.is_low_reach) count("K26", check_reach(tree, stage.glass, stage.size().h));
}

void check_mirror(Stage& stage, const Look& look) {
    if (stage.store.messages.in(look.language).language().right_to_left == false) return;
    const ui::Tree right = stage.tree();
    stage.is_mirrored = false;
    stage.show(look);
    stage.is_mirrored = true;
    count("K24", check_mirrored(stage.tree(), right, stage.size().w));
    stage.show(look);
}

void check_heard(Stage& stage) {
    Faults sounds = check_silence(stage);
    count("K15", check_switched_on(stage));
    const Walk walk = walk_over(stage);
    count("K14", walk.reach);
    count("K03", walk.order);
    count("K10", walk.language);
    count("K16", walk.states);
    count("K21", walk.hidden);
    count("K13", walk.unseen);
    count("K01", walk.nameless);
    if (stage.is_asking()) count("K22", check_warning(stage));
    count("K04", check_repeat(stage));
    count("K05", check_interrupts(stage.speaker.log));
    count("K07", check_private(stage));
    const Faults at_once = check_interference(stage.speaker.log);
    sounds.insert(sounds.end(), at_once.begin(), at_once.end());
    count("K08", sounds);
}

// Pictures take most of the time here: of each look one thing that takes the focus, and one that
// can be switched, each time another one.
void check_marked(Stage& stage, std::size_t turn) {
    std::vector<std::string> stops = stops_of(stage);
    std::erase_if(stops, [&](const std::string& id) { return is_arrow(stage, id); });
    if (stops.empty()) return;
    stage.focus_on(stops[turn % stops.size()]);
    const ui::Node* node = stage.tree().find(stage.canvas->focused());
    REQUIRE(node != nullptr);
    const ui::Node focused = *node;
    const Picture with = stage.picture();
    stage.hide_focus();
    count("K21", check_focus_mark(stage.picture(), with, focused, stage.canvas->scale()));
}

void check_switched(Stage& stage, std::size_t turn) {
    std::vector<std::string> ids;
    for (const std::string& id : stops_of(stage)) {
        const ui::Role role = stage.tree().find(id)->role;
        if (role == ui::Role::toggle || role == ui::Role::choice) ids.push_back(id);
    }
    if (ids.empty()) return;
    const std::string& id = ids[turn % ids.size()];
    stage.focus_on(id);
    const ui::Node before = *stage.tree().find(id);
    const Picture off = stage.picture();
    stage.press(ui::Key::select);
    const ui::Node* after = stage.tree().find(id);
    // Of several, the one that is chosen stays so; another may lead away from here.
    if (after == nullptr || after->state.is_on == before.state.is_on) return;
    count("K16", check_state(off, stage.picture(), before));
}

void check_sounds(Stage& stage, const Look& look, std::size_t turn) {
    const Sounds sounds = listen(stage, look, turn);
    count("K13", sounds.unseen);
    count("K08", sounds.over_speech);
    count("K09", sounds.volume);
}

void check_motion(Stage& stage, const Look& look, std::size_t turn) {
    count("K25", check_rest(stage));
    constexpr std::size_t kEvery = 4;
    if (!is_full() && turn % kEvery != 0) return;
    count("K25", check_flashes(stage.watch(look, false)));
    count("K25", check_still(stage.watch(look, true)));
    stage.show(look);
    stage.switch_speech(true);
}

TEST_CASE("every screen, language, theme, text size and orientation holds to the checklist") {
    const std::vector<Look> looks = is_full() ? whole_matrix(axes()) : pairwise(axes());
    for (const bool is_wide : {false, true}) {
        Stage stage{is_wide};
        std::size_t turn = 0;
        for (const Look& look : looks) {
            if (look.is_wide != is_wide) continue;
            ++turn;
            INFO(screens_to_show()[look.screen].name << ", " << describe(look));
            stage.show(look);
            check_shown(stage);
            check_mirror(stage, look);
            check_heard(stage);
            check_marked(stage, turn);
            check_motion(stage, look, turn);
            count("K09", check_voice(stage));
            if (const auto results = check_results(stage, look)) count("K11", *results);
            count("K17", check_double_strike(stage));
            check_sounds(stage, look, turn);
            stage.show(look);
            check_switched(stage, turn);
            count("K23", check_reset(stage));
        }
    }
}

}  // namespace

TEST_CASE("in the selection any two values of two axes meet, and it is the same each time") {
    const Axes few{5, {"de", "ar", "tr"}};
    const std::vector<Look> chosen = pairwise(few);
    const std::vector<Look> all = whole_matrix(few);
    const auto met = [](const std::vector<Look>& looks) {
        std::set<std::string> pairs;
        for (const Look& look : looks) {
            const std::vector<std::string> values{
                "s" + std::to_string(look.screen),
                "l" + look.language,
                "t" + std::to_string(static_cast<int>(look.theme)),
                "x" + std::to_string(static_cast<int>(look.text_size)),
                look.is_wide ? "w" : "h",
                look.is_low_reach ? "low" : "full"};
            for (const auto& a : values) {
                for (const auto& b : values) pairs.insert(std::string{a}.append(" ").append(b));
            }
        }
        return pairs;
    };
    CHECK(all.size() == 5 * 3 * 4 * 4 * 2 * 2);
    CHECK(chosen.size() < 40);
    CHECK(met(chosen) == met(all));
    CHECK(pairwise(few).size() == chosen.size());
    // A selection with a look less is no selection.
    CHECK(met({chosen.begin() + 1, chosen.end()}) != met(all));
}

}  // namespace qp::kiosk::accessibility
