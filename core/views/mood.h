// SPDX-License-Identifier: EUPL-1.2
// Stimmungsbild: one thesis after the other, five stones, the picture once five people have
// answered.
#pragma once

#include "core/views/view.h"

namespace qp::views {

struct Stone {
    std::uint8_t choice = 1;  // 1 … 5
    std::string label;        // "stimme voll zu"
    // A shape for those who do not see the colour: "cross", "slash", "ring", "dot", "check".
    std::string pattern;
    bool is_on = false;
    std::string spoken;
};
struct MoodBar {
    std::string label;
    std::string value;    // "12"
    std::string percent;  // "40 %"
    double share = 0;     // 0 … 1
    std::uint8_t choice = 1;
    std::string pattern;
};
struct MoodView {
    bool is_open = false;
    std::string session_id;
    Text title;
    Text introduction;
    std::string closed_text;  // where none is open
    std::vector<Badge> badges;
    std::string thesis_id;
    Text thesis;
    std::string step;  // "These 2 von 8"
    std::uint32_t index = 0;
    std::uint32_t count = 0;
    std::string question;  // "Wie siehst du das? Antworte aus dem Bauch."
    std::vector<Stone> stones;
    std::string saved;  // set once this person has answered: "Gespeichert. …"
    bool has_picture = false;
    std::string picture_title;
    std::string picture_word;  // "geteilte Meinung"
    std::string picture_text;  // "23 Antworten, Stand heute 14:30"
    std::string picture_wait;  // "Das Bild erscheint, sobald fünf Menschen geantwortet haben."
    std::vector<MoodBar> bars;
    std::string next;
    std::string previous;
    std::string done;     // after the last one
    std::string privacy;  // no vote, no names
};
// The Stimmungsbild that is asked here: the chosen one while it is open, else the one that is open
// here, else the one that closed last; never one that has not begun.
Result<std::optional<domain::MoodSession>> mood_session_here(const Context& context);
// "stimme voll zu". REQUIRES: an answer, 1 … 5.
std::string answer_text(const i18n::Locale& locale, std::uint8_t answer);
bool is_open(const domain::MoodSession& session, Instant now);

// Thesis `index` (from 0) of the session that is open here, or the last closed one with its
// pictures.
Result<MoodView> mood_view(const Context& context, std::uint32_t index);

}  // namespace qp::views
