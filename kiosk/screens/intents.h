// SPDX-License-Identifier: EUPL-1.2
// What a person wants, as screens hand it to the program.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace qp::kiosk::screens {

enum class ScreenKind {
    start,
    stations,
    station,
    ideas,
    idea,
    idea_write,
    idea_saved,
    idea_report,
    own_ideas,
    actors,
    actor,
    projects,
    project,
    radar,
    mood,
    about,
    staff,
};

struct Route {
    ScreenKind kind = ScreenKind::start;
    std::string id;  // of the one thing that it shows
    bool operator==(const Route&) const = default;
};

struct Open {
    Route route;
};
struct GoBack {};
struct GoHome {};
struct ChooseLanguage {
    std::string tag;
};
// A list's search text, or a receipt code to look up; a filter's choice ("theme", "quarter",
// "ring", "order", "sector").
struct Search {
    std::string text;
};
struct Filter {
    std::string kind;
    std::string id;
};
// What lies over the screen.
enum class Sheet { none, filters, settings, help, take_along, log, pairing };
struct ShowSheet {
    Sheet sheet = Sheet::none;
};
// A choice of the settings, by the ids of core/views/settings.h.
struct ChooseSetting {
    std::string group;
    std::string id;
};
struct ShowMore {};
struct Support {
    std::string idea;
    bool is_on = false;
};
struct EditDraft {
    std::string field;  // "title", "text", "quarter", "theme"
    std::string value;
};
struct SubmitIdea {};
struct DropDraft {};
struct EditReport {
    std::string field;  // "reason", "text"
    std::string value;
};
struct SubmitReport {
    std::string idea;
};
struct ChooseRange {
    std::string id;
};
struct ShowTable {
    bool is_on = false;
};
struct Answer {
    std::string thesis;
    std::uint8_t choice = 0;
};
struct ShowThesis {
    std::uint32_t index = 0;
};
struct NarrowRadar {
    std::string theme;  // slug; empty: all
};
struct DismissNotice {};
// What is theirs alone may be heard by all, until they leave.
struct SayAloud {};
// On the screen for the team.
enum class StaffAct {
    digit,
    erase,
    enter,
    write,
    read,
    retry,
    retry_all,
    test,
    touch,
    end_test,
    choose_event,
    choose_mood,
    poster,
    poster_now,
    leave
};
struct Staff {
    StaffAct act = StaffAct::leave;
    std::string value;  // of a digit, of a touched field, of what is chosen: which, by its id; of a
                        // retry: of what was refused; of the poster: "on" or nothing
};

using Intent = std::variant<Open, GoBack, GoHome, ChooseLanguage, Search, Filter, ShowSheet,
                            ChooseSetting, ShowMore, Support, EditDraft, SubmitIdea, DropDraft,
                            EditReport, SubmitReport, ChooseRange, ShowTable, Answer, ShowThesis,
                            NarrowRadar, DismissNotice, SayAloud, Staff>;
using Intents = std::vector<Intent>;

}  // namespace qp::kiosk::screens
