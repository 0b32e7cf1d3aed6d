// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/idea.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/domain/kickbox_project.h"
#include "core/domain/local_text.h"
#include "core/domain/mood_session.h"

namespace qp::domain {

namespace {

IdeaDraft draft(std::string title, std::string text = "") {
    IdeaDraft draft;
    draft.title = std::move(title);
    draft.text = std::move(text);
    draft.quarter = "mitte";
    return draft;
}

bool has(const std::vector<DraftFault>& faults, DraftFault fault) {
    return std::find(faults.begin(), faults.end(), fault) != faults.end();
}

}  // namespace

TEST_CASE("a title of three letters will do, blanks around it do not count") {
    CHECK(check(draft("Eis")).empty());
    CHECK(has(check(draft(" Ei  ")), DraftFault::title_too_short));
    CHECK(has(check(draft("   ")), DraftFault::title_too_short));
}

TEST_CASE("lengths are counted in letters of any script") {
    std::string title;
    for (int i = 0; i < 120; ++i) title += "ж";
    CHECK(check(draft(title)).empty());
    CHECK(has(check(draft(title + "ж")), DraftFault::title_too_long));
    CHECK(check(draft("Bank", std::string(4000, 'x'))).empty());
    CHECK(has(check(draft("Bank", std::string(4001, 'x'))), DraftFault::text_too_long));
}

TEST_CASE("an idea is for a quarter or for the whole city") {
    IdeaDraft idea = draft("Bank");
    idea.quarter = "city";
    CHECK(check(idea).empty());
    idea.quarter = "atlantis";
    CHECK(has(check(idea), DraftFault::unknown_quarter));
    idea.quarter = "";
    CHECK(has(check(idea), DraftFault::unknown_quarter));
}

TEST_CASE("control characters go, paragraphs of the text stay") {
    const IdeaDraft clean = cleaned(draft("  Eine\nBank\x07 ", "  Oben\r\n\r\nUnten\t\x1b  "));
    CHECK(clean.title == "Eine Bank");
    CHECK(clean.text == "Oben\n\nUnten");
    IdeaDraft odd = draft("Bank");
    odd.language = "<script>";
    CHECK(cleaned(odd).language == "de");
}

TEST_CASE("an idea becomes public through the Ideenspeicher and withdrawn is the end") {
    CHECK(may_follow(IdeaStatus::submitted, IdeaStatus::collected));
    CHECK(may_follow(IdeaStatus::submitted, IdeaStatus::declined));
    CHECK_FALSE(may_follow(IdeaStatus::submitted, IdeaStatus::decided));
    CHECK(may_follow(IdeaStatus::collected, IdeaStatus::dialogue));
    CHECK(may_follow(IdeaStatus::decided, IdeaStatus::circle));
    CHECK(may_follow(IdeaStatus::declined, IdeaStatus::collected));
    CHECK_FALSE(may_follow(IdeaStatus::declined, IdeaStatus::done));
    CHECK_FALSE(may_follow(IdeaStatus::withdrawn, IdeaStatus::collected));
    CHECK_FALSE(may_follow(IdeaStatus::collected, IdeaStatus::submitted));
    CHECK_FALSE(may_follow(IdeaStatus::collected, IdeaStatus::collected));
}

TEST_CASE("only what editors published is public") {
    CHECK_FALSE(is_public(IdeaStatus::submitted));
    CHECK(is_public(IdeaStatus::collected));
    CHECK(is_public(IdeaStatus::not_pursued));
    CHECK_FALSE(is_public(IdeaStatus::declined));
    CHECK_FALSE(is_public(IdeaStatus::withdrawn));
}

TEST_CASE("slugs lead back to what they name") {
    for (int i = 0; i <= static_cast<int>(IdeaStatus::withdrawn); ++i) {
        CHECK(find_idea_status(slug(static_cast<IdeaStatus>(i))) == static_cast<IdeaStatus>(i));
    }
    for (int i = 0; i <= static_cast<int>(Stage::ended_with_learning); ++i) {
        CHECK(find_stage(slug(static_cast<Stage>(i))) == static_cast<Stage>(i));
    }
    for (const Theme theme : kThemes) CHECK(find_theme(slug(theme)) == theme);
    for (const Sector sector : kSectors) CHECK(find_sector(slug(sector)) == sector);
    CHECK_FALSE(find_theme("astrology"));
    CHECK(find_quarter("joellenbeck")->name == "Jöllenbeck");
    CHECK_FALSE(find_quarter("city"));
}

TEST_CASE("each Handlungsfeld has two Aktionsfelder") {
    for (const Field field : kFields) {
        CHECK(std::count_if(kThemes.begin(), kThemes.end(),
                            [field](Theme theme) { return field_of(theme) == field; }) == 2);
    }
    CHECK(field_of(Theme::dataspace) == Field::technology);
    CHECK(field_of(Theme::transfer) == Field::learning);
}

TEST_CASE("a project goes one step at a time, pauses anywhere and ends once") {
    CHECK(may_follow(Stage::applied, Stage::red1));
    CHECK_FALSE(may_follow(Stage::red1, Stage::red3));
    CHECK(may_follow(Stage::red4, Stage::red2));
    CHECK(may_follow(Stage::blue2, Stage::paused));
    CHECK(may_follow(Stage::paused, Stage::blue2));
    CHECK_FALSE(may_follow(Stage::red1, Stage::done));
    CHECK(may_follow(Stage::gold, Stage::spin_out));
    CHECK_FALSE(may_follow(Stage::ended_with_learning, Stage::red1));
}

TEST_CASE("progress runs from nothing to gold and is unknown for what pauses") {
    CHECK(*progress(Stage::applied) == 0.0);
    CHECK(*progress(Stage::gold) == 1.0);
    CHECK(*progress(Stage::red3) < *progress(Stage::blue1));
    CHECK_FALSE(progress(Stage::paused));
    CHECK_FALSE(progress(Stage::ended_with_learning));
}

TEST_CASE("a thesis is split where a quarter stands on either side") {
    const auto picture = [](std::vector<std::uint32_t> counts) {
        return classify(Tally{Id{}, PollKind::thesis, std::move(counts), false, Instant{}});
    };
    CHECK(picture({5, 0, 10, 0, 5}) == MoodPicture::split);
    CHECK(picture({0, 5, 0, 8, 7}) == MoodPicture::split);
    CHECK(picture({0, 4, 0, 8, 8}) == MoodPicture::agreement);
    CHECK(picture({6, 6, 4, 2, 2}) == MoodPicture::rejection);
    CHECK(picture({1, 1, 16, 1, 1}) == MoodPicture::mixed);
    CHECK(picture({0, 0, 0, 0, 0}) == MoodPicture::mixed);
}

TEST_CASE("a text is shown in the asked language, else in the nearest, else in German") {
    LocalText text;
    text.by_language = {{"de", "Hallo"}, {"en", "Hello"}};
    CHECK(text.in("en").text == "Hello");
    CHECK(text.in("en-GB").text == "Hello");
    CHECK(text.in("de-x-leicht").text == "Hallo");
    CHECK(text.in("de-x-leicht").language == "de");
    CHECK(text.in("tr").language == "de");
    text.by_language = {{"en", "Hello"}};
    CHECK(text.in("tr").language == "en");
    CHECK(LocalText{}.in("de").text.empty());
}

}  // namespace qp::domain
