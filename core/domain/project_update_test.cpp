// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/project_update.h"

#include <doctest/doctest.h>

namespace qp::domain {

namespace {

ProjectUpdate told(int at, const std::string& title, const std::string& text = "") {
    return {Instant{Milliseconds{at}}, title, text};
}

}  // namespace

TEST_CASE("an update is cleaned as an idea is, and its lengths are bounded") {
    ProjectUpdateDraft draft{
        " Erster\nTest ", "Es geht.\n\nWeiter so. ", {}, {{" Holz ", "", "\n"}}, ""};
    draft = cleaned(draft);
    CHECK(draft.title == "Erster Test");
    CHECK(draft.text == "Es geht.\n\nWeiter so.");
    CHECK(draft.help_wanted == std::vector<std::string>{"Holz"});
    CHECK(draft.language == "de");
    CHECK(check(draft).empty());
    draft.title = "ab";
    CHECK(check(draft).size() == 1);
    draft.title = std::string(kUpdateTitleMax + 1, 'x');
    CHECK(check(draft).size() == 1);
    draft.title = "Titel";
    draft.help_wanted = std::vector<std::string>(kHelpWantedMax + 1, "Holz");
    CHECK(check(draft).size() == 1);
    draft.help_wanted = std::vector<std::string>{std::string(kHelpWantedLengthMax + 1, 'x')};
    CHECK(check(draft).size() == 1);
    draft.help_wanted.reset();
    draft.text = std::string(kUpdateTextMax + 1, 'x');
    CHECK(check(draft).size() == 1);
}

TEST_CASE("a project moves one step ahead, into a pause and out of it") {
    KickboxProject project;
    project.stage = Stage::red2;
    const auto next = next_stages(project);
    CHECK(next == std::vector<Stage>{Stage::applied, Stage::red1, Stage::red3, Stage::paused,
                                     Stage::ended_with_learning});
    move_to(project, Stage::paused);
    CHECK(project.stage_before_pause == Stage::red2);
    move_to(project, Stage::red3);
    CHECK(project.stage == Stage::red3);
    CHECK(!project.stage_before_pause);
    project.stage = Stage::ended_with_learning;
    CHECK(next_stages(project).empty());
}

TEST_CASE("updates stand oldest first, the same words once, and the newest are kept") {
    KickboxProject project;
    add_update(project, told(2, "Zwei"));
    add_update(project, told(1, "Eins"));
    add_update(project, told(3, "Zwei"));
    REQUIRE(project.updates.size() == 2);
    CHECK(project.updates[0].title == "Eins");
    for (std::size_t i = 0; i < kProjectUpdatesMax; ++i)
        add_update(project, told(10 + static_cast<int>(i), std::to_string(i)));
    CHECK(project.updates.size() == kProjectUpdatesMax);
    CHECK(project.updates.front().title == "0");
    add_update(project, told(9999, "Lang", std::string(kProjectUpdatesBytesMax - 100, 'x')));
    CHECK(project.updates.back().title == "Lang");
    CHECK(project.updates.size() < 100);
    remove_update(project, "Lang", std::string(kProjectUpdatesBytesMax - 100, 'x'));
    CHECK(project.updates.back().title != "Lang");
}

}  // namespace qp::domain
