// SPDX-License-Identifier: EUPL-1.2
// What is heard on each screen, in each language, as somebody has read it. QP_GOLDEN=renew writes
// the transcripts anew: read what changed before it is committed.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "kiosk/accessibility/counted.h"
#include "kiosk/accessibility/golden.h"
#include "kiosk/accessibility/stage.h"

namespace qp::kiosk::accessibility {
namespace {

std::string read_all(const std::string& path) {
    std::ifstream file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Speech is switched on, what makes the screen what it is happens, and the first thing that can be
// chosen is gone to.
std::string heard_on(Stage& stage, const Look& look) {
    stage.show_before(look);
    stage.switch_speech(true);
    stage.act();
    stage.begin_editing();
    stage.press(ui::Key::next);
    std::string text = "== " + screens_to_show()[look.screen].name + "\n";
    for (const std::string& said : stage.narrator.transcript()) text += said + "\n";
    return text;
}

// The first screen of which something else is heard, in words.
Faults compare(const std::string& language, const std::string& screen, const std::string& heard,
               const std::string& golden) {
    if (golden.find(heard) != std::string::npos) return {};
    return {language + ", " + screen + ": heard is\n" + heard};
}

TEST_CASE("K11: what is heard on each screen is what somebody has read") {
    Stage stage{false};
    for (const std::string& language : languages_to_show()) {
        const std::string path = golden_path("transcripts/" + language + ".txt");
        const std::string golden = read_all(path);
        std::string all;
        for (std::size_t screen = 0; screen < screens_to_show().size(); ++screen) {
            Look look;
            look.screen = screen;
            look.language = language;
            const std::string heard = heard_on(stage, look) + "\n";
            all += heard;
            if (is_golden_renewed()) continue;
            count("K11", compare(language, screens_to_show()[screen].name, heard, golden));
        }
        if (is_golden_renewed()) {
            std::ofstream{path, std::ios::trunc} << all;
            continue;
        }
        CHECK_MESSAGE(all.size() == golden.size(), path, " has screens that there are no more");
    }
}

TEST_CASE("K11: a word that is not said, or another one, is found") {
    const std::string golden = "== start\nStart. Seite\n\n== ideas\nIdeen. Seite\n\n";
    CHECK(compare("de", "start", "== start\nStart. Seite\n\n", golden).empty());
    CHECK(compare("de", "start", "== start\nStart\n\n", golden).size() == 1);
    CHECK(compare("de", "start", "== start\nStart. Seite\nIdeen\n\n", golden).size() == 1);
}

}  // namespace
}  // namespace qp::kiosk::accessibility
