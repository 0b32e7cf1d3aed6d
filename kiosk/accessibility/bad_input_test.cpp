// SPDX-License-Identifier: EUPL-1.2
// What nobody meant to be shown: words without end, the longest idea, a clock that is wrong.
#include <doctest/doctest.h>

#include <algorithm>
#include <regex>

#include "kiosk/accessibility/shown_checks.h"
#include "kiosk/accessibility/stage.h"

namespace qp::kiosk::accessibility {
namespace {

constexpr std::size_t kWordLetters = 200;

std::string word_of(const std::string& letter, std::size_t letters) {
    std::string word;
    for (std::size_t i = 0; i < letters; ++i) word += letter;
    return word;
}

// Words of 200 letters, up to what an idea may hold.
std::string longest_text(const std::string& letter) {
    std::string text;
    for (std::size_t at = 0; at + kWordLetters < domain::kIdeaTextMax; at += kWordLetters + 1)
        text += word_of(letter, kWordLetters) + " ";
    return text;
}

std::vector<Look> looks() {
    std::vector<Look> all;
    for (const ui::TextSize size : {ui::TextSize::normal, ui::TextSize::largest})
        for (const bool is_wide : {false, true})
            for (const char* language : {"de", "ar"})
                all.push_back({0, language, ui::ThemeName::light, size, is_wide, false});
    return all;
}

std::string letter_of(const Look& look) {
    return look.language == "ar" ? "\u0634" : "m";
}

void check_whole(Stage& stage) {
    for (const std::string& fault : check_clipping(stage.texts, stage.size())) FAIL_CHECK(fault);
    for (const std::string& fault : check_targets(stage.tree(), stage.glass)) FAIL_CHECK(fault);
}

void check_reached(Stage& stage, const char* id) {
    REQUIRE(stage.canvas->reveal(id));
    stage.settle();
    stage.frame();
    const ui::Node* node = stage.tree().find(id);
    REQUIRE(node != nullptr);
    CHECK(node->visible.h > 0);
}

TEST_CASE(
    "K24: an idea of 4,000 letters in words of 200 is whole, and can be scrolled to its end") {
    for (const Look& look : looks()) {
        INFO(describe(look));
        Stage stage{look.is_wide};
        domain::Idea idea = views::an_idea(199, word_of(letter_of(look), domain::kIdeaTitleMax),
                                           domain::IdeaStatus::collected, views::days{1});
        idea.text = longest_text(letter_of(look));
        stage.store.put(idea);
        stage.show(look);
        stage.open("ideas");
        check_whole(stage);
        stage.open("idea/" + idea.id.hex());
        check_whole(stage);
        check_reached(stage, "idea.report");
        check_whole(stage);
    }
}

TEST_CASE("K24: the longest idea is whole while it is written, its last line is in sight") {
    for (const Look& look : looks()) {
        INFO(describe(look));
        Stage stage{look.is_wide};
        stage.show(look);
        stage.open("write");
        const std::string text = longest_text(letter_of(look));
        stage.carry_out({screens::EditDraft{"title", word_of(letter_of(look), 120)},
                         screens::EditDraft{"text", text}});
        check_whole(stage);
        stage.canvas->editing().start("write.text", text.size());
        stage.frame();
        stage.canvas->reveal("write.text");
        stage.settle();
        check_whole(stage);
        stage.press(ui::Key::erase);
        const ui::Node* field = stage.tree().find("write.text");
        REQUIRE(field != nullptr);
        // Where the text ends, its field does: both would be below the keyboard.
        const Rect line{field->rect.x, field->rect.bottom() - 40, field->rect.w, 40};
        CHECK(field->visible.bottom() > line.y);
        stage.press(ui::Key::home);
        CHECK(stage.tree().find("write.text")->visible.y <=
              stage.tree().find("write.text")->rect.y + 40);
        stage.press(ui::Key::back);
        check_reached(stage, "write.submit");
    }
}

// No age in thousands, no year before the first that anybody knew.
void check_times(const Stage& stage) {
    static const std::regex kAbsurd{"(^|[^0-9])-[0-9]|[0-9]{3,} (Tag|Stund|Minut|Monat|Jahr)"};
    for (const ui::DrawnText& text : stage.texts) {
        INFO(text.text);
        CHECK_FALSE(std::regex_search(text.text, kAbsurd));
    }
}

TEST_CASE("a clock that is wrong by decades tells dates, and no absurd ages") {
    Stage stage{false};
    const auto& all = screens_to_show();
    for (const std::int64_t year : {-31536000000LL, 0LL, 946684800000LL, 4092595200000LL}) {
        INFO("clock at " << year);
        stage.store.clock.at = instant(year);
        for (std::size_t i = 0; i < all.size(); ++i) {
            INFO(all[i].name);
            Look look;
            look.screen = i;
            look.language = "de";
            stage.show(look);
            check_times(stage);
            check_whole(stage);
        }
    }
}

}  // namespace
}  // namespace qp::kiosk::accessibility
